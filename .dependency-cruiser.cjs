// The direction of imports, as docs/architecture.md draws it. Each rule is an error.
const ours = '^(app|components|content|lib|simulator|sandbox|prisma|scripts|tests)/'
const only = (allowed) => ({ path: ours, pathNot: allowed })

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    // hast and mdast are types alone (@types/…).
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(hast|mdast)$' },
    },
    {
      name: 'simulator-imports-nothing',
      severity: 'error',
      from: { path: '^simulator/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^simulator/' },
    },
    {
      name: 'simulator-has-one-door',
      severity: 'error',
      from: { pathNot: '^(simulator|tests/cpython)/' },
      to: { path: '^simulator/', pathNot: '^simulator/index\\.ts$' },
    },
    {
      // The engine is as pure as the domain: exercises are judged by it (docs/decisions/0011-exercises-as-data.md).
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^lib/domain/' },
      to: only('^(lib/domain/|simulator/index\\.ts$)'),
    },
    {
      name: 'schemas-know-domain',
      severity: 'error',
      from: { path: '^lib/schemas/' },
      to: only('^(lib/(schemas|domain)/|simulator/index\\.ts$)'),
    },
    {
      name: 'server-knows-schemas-and-domain',
      severity: 'error',
      from: { path: '^lib/server/' },
      to: only('^(lib/(server|schemas|domain)/|prisma/generated/|simulator/)'),
    },
    {
      name: 'data-knows-server',
      severity: 'error',
      from: { path: '^lib/data/' },
      to: only('^(lib/|prisma/generated/|simulator/)'),
    },
    {
      name: 'components-know-domain-and-simulator',
      severity: 'error',
      from: { path: '^components/' },
      to: only('^(components/|lib/(domain|schemas)/|simulator/)'),
    },
    {
      name: 'app-knows-components-and-lib',
      severity: 'error',
      from: { path: '^app/' },
      to: only('^(app/|components/|lib/|simulator/)'),
    },
    {
      name: 'database-behind-lib',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: '^(prisma/|node_modules/(@prisma|pg|stripe|pg-boss|nodemailer)/)' },
    },
    {
      name: 'nothing-needs-the-sandbox',
      severity: 'error',
      from: { path: '^(app|components|lib|simulator|prisma|content)/' },
      to: { path: '^(sandbox|scripts|tests)/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: ['node_modules', '^prisma/generated'] },
    exclude: {
      path: ['^\\.next', '^\\.generated', '^node_modules/(?!@prisma|pg|stripe|pg-boss|nodemailer)'],
    },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
}
