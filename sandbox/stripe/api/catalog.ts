import {
  emitPrice,
  newCoupon,
  newPrice,
  newProduct,
  newPromotionCode,
  takeLookupKey,
} from '../engine/catalog.ts'
import { mergeMetadata } from '../engine/customers.ts'
import { emit } from '../engine/events.ts'
import { invalidRequest } from '../errors.ts'
import * as schemas from '../params/catalog.ts'
import { expandOnly } from '../params/money.ts'
import { nowSeconds } from '../world.ts'
import { type Endpoint, endpoint, found, listPage, takesNothing } from './endpoint.ts'

const products: Endpoint[] = [
  endpoint('POST', '/v1/products', schemas.productCreate, newProduct),
  endpoint('GET', '/v1/products', schemas.productList, (world, { active, ids, ...paging }) => {
    const page = listPage(world, 'product', '/v1/products', paging, { where: { active } })
    return ids ? { ...page, data: page.data.filter((product) => ids.includes(product.id)) } : page
  }),
  endpoint('GET', '/v1/products/:id', expandOnly, (world, _, id) => found(world, 'product', id)),
  endpoint('POST', '/v1/products/:id', schemas.productUpdate, (world, fields, id) => {
    const product = found(world, 'product', id)
    for (const key of ['description', 'tax_code', 'unit_label', 'url'] as const) {
      const value = fields[key]
      if (value !== undefined) product[key] = value === '' ? null : value
    }
    product.active = fields.active ?? product.active
    product.name = fields.name ?? product.name
    product.shippable = fields.shippable ?? product.shippable
    product.statement_descriptor = fields.statement_descriptor ?? product.statement_descriptor ?? null
    if (fields.images !== undefined) product.images = fields.images === '' ? [] : fields.images
    if (fields.default_price !== undefined)
      product.default_price = found(world, 'price', fields.default_price).id
    product.metadata = mergeMetadata(product.metadata, fields.metadata)
    product.updated = nowSeconds(world)
    world.store.update('product', product)
    emit(world, 'product.updated', product)
    return product
  }),
  endpoint('DELETE', '/v1/products/:id', takesNothing, (world, _, id) => {
    const product = found(world, 'product', id)
    if (world.store.first('price', { product: id })) {
      throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.')
    }
    world.store.remove('product', id)
    emit(world, 'product.deleted', product)
    return { id, object: 'product', deleted: true }
  }),
]

const prices: Endpoint[] = [
  endpoint('POST', '/v1/prices', schemas.priceCreate, (world, fields) => newPrice(world, fields)),
  endpoint(
    'GET',
    '/v1/prices',
    schemas.priceList,
    (world, { active, currency, lookup_keys, product, type, ...paging }) =>
      listPage(world, 'price', '/v1/prices', paging, {
        where: { active, currency, lookup_key: lookup_keys, product, type },
      }),
  ),
  endpoint('GET', '/v1/prices/:id', expandOnly, (world, _, id) => found(world, 'price', id)),
  endpoint('POST', '/v1/prices/:id', schemas.priceUpdate, (world, fields, id) => {
    const price = found(world, 'price', id)
    if (fields.lookup_key !== undefined) {
      takeLookupKey(world, fields.lookup_key, fields.transfer_lookup_key, id)
      price.lookup_key = fields.lookup_key
    }
    price.active = fields.active ?? price.active
    price.nickname = fields.nickname ?? price.nickname
    price.tax_behavior = fields.tax_behavior ?? price.tax_behavior
    price.metadata = mergeMetadata(price.metadata, fields.metadata)
    world.store.update('price', price)
    emitPrice(world, 'price.updated', price)
    return price
  }),
]

const coupons: Endpoint[] = [
  endpoint('POST', '/v1/coupons', schemas.couponCreate, newCoupon),
  endpoint('GET', '/v1/coupons', schemas.couponList, (world, paging) =>
    listPage(world, 'coupon', '/v1/coupons', paging),
  ),
  endpoint('GET', '/v1/coupons/:id', expandOnly, (world, _, id) => found(world, 'coupon', id)),
  endpoint('POST', '/v1/coupons/:id', schemas.couponUpdate, (world, fields, id) => {
    const coupon = found(world, 'coupon', id)
    coupon.name = fields.name ?? coupon.name
    coupon.metadata = mergeMetadata(coupon.metadata, fields.metadata)
    world.store.update('coupon', coupon)
    emit(world, 'coupon.updated', coupon)
    return coupon
  }),
  endpoint('DELETE', '/v1/coupons/:id', takesNothing, (world, _, id) => {
    const coupon = found(world, 'coupon', id)
    world.store.remove('coupon', id)
    emit(world, 'coupon.deleted', coupon)
    return { id, object: 'coupon', deleted: true }
  }),
]

const promotionCodes: Endpoint[] = [
  endpoint('POST', '/v1/promotion_codes', schemas.promotionCodeCreate, newPromotionCode),
  endpoint(
    'GET',
    '/v1/promotion_codes',
    schemas.promotionCodeList,
    (world, { active, code, coupon, customer, ...paging }) =>
      listPage(world, 'promotion_code', '/v1/promotion_codes', paging, {
        where: { active, code, 'promotion.coupon': coupon, customer },
      }),
  ),
  endpoint('GET', '/v1/promotion_codes/:id', expandOnly, (world, _, id) =>
    found(world, 'promotion_code', id),
  ),
  endpoint('POST', '/v1/promotion_codes/:id', schemas.promotionCodeUpdate, (world, fields, id) => {
    const promotionCode = found(world, 'promotion_code', id)
    promotionCode.active = fields.active ?? promotionCode.active
    promotionCode.metadata = mergeMetadata(promotionCode.metadata, fields.metadata)
    world.store.update('promotion_code', promotionCode)
    emit(world, 'promotion_code.updated', promotionCode)
    return promotionCode
  }),
]

export const catalogEndpoints: Endpoint[] = [...products, ...prices, ...coupons, ...promotionCodes]
