import { Hono } from 'hono'
import { html } from 'hono/html'
import type { World } from '../stripe/world.ts'
import { layout } from '../web/layout.ts'

export function dashboardRoutes(_world: World): Hono {
  const app = new Hono()
  app.get('/dashboard', (context) =>
    context.html(layout({ title: 'Payments', room: '/dashboard', main: html`<h1>Payments</h1>` })),
  )
  return app
}
