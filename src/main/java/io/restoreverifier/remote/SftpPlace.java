package io.restoreverifier.remote;

import io.restoreverifier.model.Settings;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder behind SFTP.
 *
 * @param path as the server has it; a relative one counts from where it puts the user
 */
public record SftpPlace(String host, int port, String user, String path, SftpLogin login, Patience patience) {
    private static final Pattern URL =
            Pattern.compile("(?:sftp|ssh)://(?:([^@/:]+)(:[^@/]*)?@)?(\\[[^]]+]|[^:/@\\[]+)(?::([0-9]{1,5}))?(/.*)");
    private static final Pattern SHORT = Pattern.compile("(?:([^@/:]+)@)?(\\[[^]]+]|[^:/@\\[]+):(?!//)(.+)");

    /**
     * Reads a key that names a place, such as {@code backup@nas.example.net:/srv/backups} or
     * {@code sftp://backup@nas.example.net:2222/srv/backups}, and how to get in: {@code key-file}, {@code passphrase},
     * {@code password}, {@code known-hosts}. After a problem was noted the place is there, and must not be used.
     */
    public static SftpPlace read(Settings settings, String key, Patience patience) {
        String written = settings.requiredText(key);
        SftpLogin login = SftpLogin.read(settings);
        String me = System.getProperty("user.name", "root");
        Matcher url = URL.matcher(written);
        if (url.matches()) {
            if (url.group(2) != null) {
                settings.problem(key, "holds a password", "write `password: ${env:NAME}`");
            }
            int port = url.group(4) == null ? 22 : Integer.parseInt(url.group(4));
            if (port < 1 || port > 65_535) {
                settings.problem(key, "names no port", "a port is 1 to 65535");
            }
            return new SftpPlace(bare(url.group(3)), port, or(url.group(1), me), url.group(5), login, patience);
        }
        Matcher shorter = SHORT.matcher(written);
        if (shorter.matches()) {
            return new SftpPlace(
                    bare(shorter.group(2)), 22, or(shorter.group(1), me), shorter.group(3), login, patience);
        }
        if (!written.isBlank()) {
            settings.problem(
                    key, "is no place behind SFTP", "write `user@host:/folder` or `sftp://user@host:22/folder`");
        }
        return new SftpPlace("invalid.invalid", 22, me, "/", login, patience);
    }

    /** The same, asked with another patience. */
    public SftpPlace with(Patience other) {
        return new SftpPlace(host, port, user, path, login, other);
    }

    /** To read there. */
    public RemoteFolder folder() {
        return new SftpFolder(this);
    }

    /**
     * As ssh_config(5) has it, for the user's own {@code ssh}: the same key, the same known hosts, and nobody is asked
     * anything. Passwords have no place in it.
     */
    public String sshConfiguration() {
        return """
                Host *
                    Port %d
                    BatchMode yes
                    StrictHostKeyChecking yes
                    UpdateHostKeys no
                    UserKnownHostsFile "%s"
                    GlobalKnownHostsFile /dev/null
                    ConnectTimeout %d
                    ServerAliveInterval 15
                %s""".formatted(
                        port,
                        written(login.knownHosts()),
                        Math.max(1, patience.silence().toSeconds()),
                        login.keyFile()
                                .map(key -> "    IdentitiesOnly yes\n    IdentityFile \"" + written(key) + "\"\n")
                                .orElse(""));
    }

    /** The server, for messages. */
    String server() {
        return host + ":" + port;
    }

    String location() {
        String there = path.startsWith("/") ? path : "/~/" + path;
        return "sftp://" + (host.contains(":") ? "[" + host + "]" : host) + (port == 22 ? "" : ":" + port) + there
                + (there.endsWith("/") ? "" : "/");
    }

    String pathOf(String name) {
        return path.endsWith("/") ? path + name : path + "/" + name;
    }

    /** Percent signs begin what ssh puts something in for. */
    private static String written(Path path) {
        return path.toAbsolutePath().toString().replace("%", "%%");
    }

    private static String or(String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
