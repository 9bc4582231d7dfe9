package io.restoreverifier.sandbox;

import java.util.Optional;

/**
 * What a sandbox must hold: as an image for containers, and as software for sandboxes that have none.
 *
 * @param image with the tools that are needed; its entry point is not used
 * @param user a name that exists in the image, or {@code uid:gid}; never root
 * @param software what stands for the image where there are no containers; empty: whatever this machine has
 */
public record Equipment(String image, String user, Optional<Software> software) {

    public Equipment {
        if (user.equals("root") || user.equals("0") || user.startsWith("0:")) {
            throw new IllegalArgumentException("a sandbox never runs as root");
        }
    }

    /**
     * A server with its tools.
     *
     * @param name such as {@code postgresql}
     * @param major of the server, exactly
     * @param tools least major of the tools; a sandbox whose tools are older has none
     */
    public record Software(String name, int major, int tools) {}
}
