// write.cjs IMAGE DEVICE[,DEVICE…] [verify]: what etcher does with an image and drives.
const { multiWrite, sourceDestination } = require('etcher-sdk');

const [image, devices, ...options] = process.argv.slice(2);

async function main() {
  const source = new sourceDestination.File({ path: image });
  const destinations = devices.split(',').map(blockDevice);
  const { failures } = await multiWrite.pipeSourceToDestinations({
    source,
    destinations,
    onFail: (_, error) => console.error(error),
    onProgress: () => undefined,
    verify: options.includes('verify'),
  });
  process.exit(failures.size === 0 ? 0 : 1);
}

/** A drive as drivelist describes it; only what the SDK looks at. */
function blockDevice(path) {
  const drive = {
    device: path,
    raw: path,
    devicePath: path,
    blockSize: 512,
    size: null,
    isReadOnly: false,
    isSystem: false,
    mountpoints: [],
    isVirtual: true,
  };
  return new sourceDestination.BlockDevice({ drive, unmountOnSuccess: false, write: true, direct: true });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
