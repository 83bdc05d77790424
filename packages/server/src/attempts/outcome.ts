export * from '../sender/outcome.ts'
