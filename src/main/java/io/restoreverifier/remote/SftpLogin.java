package io.restoreverifier.remote;

import io.restoreverifier.model.Settings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to get in by SSH, and which hosts are known.
 *
 * @param keyFile a private key; without one and without a password the user's own keys in {@code ~/.ssh} are tried
 * @param passphrase of that key
 * @param knownHosts as sshd(8) describes the file
 */
record SftpLogin(Optional<Path> keyFile, Optional<String> passphrase, Optional<String> password, Path knownHosts) {

    static SftpLogin read(Settings settings) {
        Optional<Path> key = settings.path("key-file");
        Optional<String> passphrase = settings.text("passphrase");
        if (passphrase.isPresent() && key.isEmpty()) {
            settings.problem("passphrase", "is that of no key", "add `key-file: ...`");
        }
        Optional<String> password = settings.text("password");
        if (password.isPresent() && key.isPresent()) {
            settings.problem("password", "stands beside `key-file`", "keep one of the two");
        }
        return new SftpLogin(
                key,
                passphrase,
                password,
                settings.path("known-hosts").orElse(Path.of(System.getProperty("user.home", ""), ".ssh/known_hosts")));
    }

    /** Keeps secrets out of what is printed by accident. */
    @Override
    public String toString() {
        return keyFile.map(Path::toString).orElse(password.isPresent() ? "a password" : "the user's own keys");
    }
}
