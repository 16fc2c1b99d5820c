// Stands in for the package `server-only`, which throws wherever no React Server bundler replaces it.
export {}
