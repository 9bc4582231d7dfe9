package io.restoreverifier.storage;

import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Suggestions;
import io.restoreverifier.storage.Credentials.Community;
import io.restoreverifier.storage.Credentials.Secret;
import io.restoreverifier.storage.Credentials.User;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;

/** Reads {@code snmp:}; what is wrong becomes problems of the catalog. */
final class AgentReader {
    /** What RFC 3414, section 11.2, and every agent ask of a passphrase. */
    private static final int SHORTEST = 8;

    private static final long USUAL_PORT = 161;
    private static final long MOST_RETRIES = 10;
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private static final Map<String, String> AUTHENTICATION = Map.of(
            "md5", AuthMD5.ID.toString(),
            "sha1", AuthSHA.ID.toString(),
            "sha224", AuthHMAC128SHA224.ID.toString(),
            "sha256", AuthHMAC192SHA256.ID.toString(),
            "sha384", AuthHMAC256SHA384.ID.toString(),
            "sha512", AuthHMAC384SHA512.ID.toString());

    private static final Map<String, String> PRIVACY = Map.of(
            "des", PrivDES.ID.toString(),
            "aes128", PrivAES128.ID.toString(),
            "aes192", PrivAES192.ID.toString(),
            "aes256", PrivAES256.ID.toString());

    private AgentReader() {}

    static AgentAddress address(Settings snmp) {
        long port = snmp.count("port").orElse(USUAL_PORT);
        if (port < 1 || port > 65_535) {
            snmp.problem("port", "is not a port", "");
        }
        long retries = snmp.count("retries").orElse(1L);
        if (retries > MOST_RETRIES) {
            snmp.problem("retries", "is more than " + MOST_RETRIES, "");
        }
        Duration timeout = snmp.duration("timeout").orElse(USUAL_TIMEOUT);
        if (timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            snmp.problem("timeout", "is not between a moment and a minute", "write for example 5s");
        }
        return new AgentAddress(snmp.requiredText("host"), (int) port, timeout, (int) retries);
    }

    static Credentials credentials(Settings snmp) {
        boolean community = snmp.has("community");
        if (community == snmp.has("user")) {
            snmp.problem(
                    community ? "has both `community:` and `user:`" : "has neither `community:` nor `user:`",
                    "write `community:` for SNMPv2c, `user:` for SNMPv3");
        }
        if (community) {
            return new Community(snmp.requiredText("community"));
        }
        Optional<Secret> authentication = secret(snmp, "authentication", AUTHENTICATION);
        Optional<Secret> privacy = secret(snmp, "privacy", PRIVACY);
        if (privacy.isPresent() && authentication.isEmpty()) {
            snmp.problem("privacy", "needs `authentication:` too", "SNMPv3 encrypts for nobody that it does not know");
        }
        return new User(snmp.text("user").orElse(""), authentication, privacy);
    }

    private static Optional<Secret> secret(Settings snmp, String key, Map<String, String> protocols) {
        Optional<Settings> section = snmp.section(key);
        if (section.isEmpty()) {
            return Optional.empty();
        }
        if (section.get().keys().size() != 1) {
            snmp.problem(
                    key,
                    "names " + section.get().keys().size() + " protocols, expected one",
                    "write for example `" + key + ": {"
                            + protocols.keySet().stream().sorted().findFirst().orElseThrow() + ": \"${env:NAME}\"}`");
            section.get().skip();
            return Optional.empty();
        }
        String name = section.get().keys().iterator().next();
        @Nullable String protocol = protocols.get(name);
        String passphrase = section.get().requiredText(name);
        if (protocol == null) {
            section.get().problem(name, "is no protocol", Suggestions.hint(name, protocols.keySet()));
            return Optional.empty();
        }
        if (!passphrase.isBlank() && passphrase.length() < SHORTEST) {
            section.get().problem(name, "is shorter than " + SHORTEST + " characters, which no agent takes", "");
        }
        return Optional.of(new Secret(protocol, passphrase));
    }
}
