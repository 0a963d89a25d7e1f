// biome-ignore lint/style/noDefaultExport: stands in for a package that has one
export default undefined;
