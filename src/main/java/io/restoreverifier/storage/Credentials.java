package io.restoreverifier.storage;

import java.util.Optional;

/** What an agent asks for before it answers. Never printed. */
sealed interface Credentials {

    /** Of SNMPv2c: sent in the clear. */
    record Community(String community) implements Credentials {
        @Override
        public String toString() {
            return "a community of v2c";
        }
    }

    /**
     * Of SNMPv3, RFC 3414.
     *
     * @param authentication empty when the agent wants none
     * @param privacy empty when nothing is encrypted; none without authentication
     */
    record User(String name, Optional<Secret> authentication, Optional<Secret> privacy) implements Credentials {
        @Override
        public String toString() {
            return "user " + name + " of v3";
        }
    }

    /**
     * A passphrase and what is made of it.
     *
     * @param protocol its object identifier
     */
    record Secret(String protocol, String passphrase) {
        @Override
        public String toString() {
            return "a passphrase";
        }
    }
}
