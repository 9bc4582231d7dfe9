package io.restoreverifier.sandbox;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.ImageNames;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sandboxes that are containers without network on the Docker engine that Testcontainers finds. How this process
 * reaches the databases in them is written down in {@code docs/decisions/0002-containers-without-network.md}.
 */
public final class DockerSandboxes implements Sandboxes {
    private final DockerEngine engine;
    private final RunFolder folder;
    private final ImageNames images;
    private final DockerSweep sweep;
    private volatile boolean closed;
    private final Set<DockerSandbox> open = ConcurrentHashMap.newKeySet();

    private DockerSandboxes(DockerEngine engine, RunFolder folder, ImageNames images) {
        this.engine = engine;
        this.folder = folder;
        this.images = images;
        this.sweep = new DockerSweep(engine);
    }

    /**
     * Connects to the engine and removes what dead runs have left on it.
     *
     * @param folder of this run; on the engine's own machine, or seen there under the same path
     * @throws CannotTell SANDBOX_UNAVAILABLE when there is no engine
     */
    public static DockerSandboxes connect(RunFolder folder, ImageNames images) {
        DockerSandboxes sandboxes = new DockerSandboxes(DockerEngine.connect(), folder, images);
        try {
            sandboxes.sweep.sweep(folder);
        } catch (RuntimeException e) {
            throw DockerEngine.gone(e);
        }
        return sandboxes;
    }

    @Override
    public String kind() {
        return "docker";
    }

    @Override
    public String description() {
        return "containers without network on Docker " + engine.version() + ", which share this machine's kernel";
    }

    @Override
    public void prepare(Equipment equipment) {
        engine.ensureImage(images.resolve(equipment.image()));
    }

    @Override
    public Sandbox open(SandboxRequest request) {
        String image = images.resolve(request.equipment().image());
        engine.ensureImage(image);
        Storage storage =
                Storage.choose(request.space(), request.limits(), engine.availableMemory(), engine.freeDisk());
        DockerSandbox sandbox = new DockerSandbox(engine, folder, image, request, storage, this::closed);
        open.add(sandbox);
        try {
            if (closed) {
                throw new CannotTell(FindingCode.INTERRUPTED, "the run is ending: no sandbox is opened any more", "");
            }
            sandbox.begin();
            return sandbox;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e instanceof CannotTell
                    ? e
                    : unavailable(image, request.equipment().user(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            Sandbox.closeAll(open);
        } finally {
            sweep.removeAllOf(folder);
            sweep.sweep(folder);
        }
    }

    private void closed(DockerSandbox sandbox) {
        open.remove(sandbox);
    }

    private CannotTell unavailable(String image, String user, RuntimeException cause) {
        if (!engine.answers()) {
            return DockerEngine.gone(cause);
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (String.valueOf(root.getMessage()).contains("unable to find user " + user)) {
            return new CannotTell(
                    FindingCode.TOOL_FAILED,
                    "image " + image + " has no user " + user + ": it is made for something else",
                    "name an image that carries what this backup needs under `image:`",
                    cause);
        }
        return new CannotTell(
                FindingCode.SANDBOX_UNAVAILABLE,
                "a container of image " + image + " does not start: "
                        + String.valueOf(root.getMessage()).lines().findFirst().orElse(""),
                "try `docker run --rm --network none " + image + " sleep 1`; the image needs sh, sleep and timeout",
                cause);
    }
}
