package io.restoreverifier.sandbox;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;
import org.testcontainers.utility.ResourceReaper;

/**
 * Looks for the image of Testcontainers' own cleaner before Testcontainers does, which would try for many minutes where
 * there is no registry. Users with a registry keep it; without it, sandboxes end by themselves.
 */
final class Ryuk {
    /** The one that this version of Testcontainers starts; held against it by a test. */
    static final String IMAGE = "testcontainers/ryuk:0.14.0";

    private static final String DISABLED = "TESTCONTAINERS_RYUK_DISABLED";
    private static final int PULL_SECONDS = 120;

    private Ryuk() {}

    /**
     * Does without it where it cannot be had, unless the environment says that it is wanted.
     *
     * @throws CannotTell SANDBOX_UNAVAILABLE when it is wanted and cannot be had
     */
    static void ensure() {
        String said = System.getenv(DISABLED);
        if (Boolean.parseBoolean(said)) {
            return;
        }
        try {
            find();
        } catch (CannotTell e) {
            if (said != null || e.code() != FindingCode.SANDBOX_UNAVAILABLE) {
                throw e;
            }
            doWithout();
        }
    }

    private static void find() {
        List<DockerClientProviderStrategy> strategies = new ArrayList<>();
        ServiceLoader.load(DockerClientProviderStrategy.class).forEach(strategies::add);
        DockerClient client =
                DockerClientProviderStrategy.getFirstValidStrategy(strategies).getDockerClient();
        String image = ImageNameSubstitutor.instance()
                .apply(DockerImageName.parse(IMAGE))
                .asCanonicalNameString();
        if (!isPresent(client, image)) {
            pull(client, image);
        }
    }

    /**
     * Testcontainers asks the environment alone, which a process cannot change for itself: whoever starts the jar has
     * no build around it that could. So its cleaner is put in the place of the one it would choose.
     */
    private static void doWithout() {
        try {
            Class<?> other = Class.forName("org.testcontainers.utility.JVMHookResourceReaper");
            Constructor<?> constructor = other.getDeclaredConstructor();
            constructor.setAccessible(true);
            Field chosen = ResourceReaper.class.getDeclaredField("instance");
            chosen.setAccessible(true);
            chosen.set(null, constructor.newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Testcontainers chooses its cleaner in another way", e);
        }
    }

    private static boolean isPresent(DockerClient client, String image) {
        try {
            client.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static void pull(DockerClient client, String image) {
        try {
            if (!client.pullImageCmd(image).start().awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS)) {
                throw unavailable(image);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "interrupted while fetching image " + image, "", e);
        } catch (CannotTell e) {
            throw e;
        } catch (RuntimeException e) {
            CannotTell unavailable = unavailable(image);
            unavailable.initCause(e);
            throw unavailable;
        }
    }

    private static CannotTell unavailable(String image) {
        return new CannotTell(
                FindingCode.SANDBOX_UNAVAILABLE,
                "image " + image + ", Testcontainers' own cleaner, is not on the engine and cannot be fetched",
                "where no registry can be reached: export " + DISABLED
                        + "=true; sandboxes end by themselves without it");
    }
}
