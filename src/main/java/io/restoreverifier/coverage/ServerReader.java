package io.restoreverifier.coverage;

import io.restoreverifier.model.Settings;
import java.util.Optional;

/** Reads one server: {@code postgresql:} or {@code mariadb:}, by host or by URL. */
final class ServerReader {
    private static final String HOST = "[A-Za-z0-9._-]+|[0-9A-Fa-f:]+";

    private ServerReader() {}

    /** Empty after a problem was noted. */
    static Optional<Place> read(Settings server, String name) {
        boolean postgresql = server.has("postgresql");
        if (postgresql == server.has("mariadb")) {
            server.problem(
                    postgresql ? "names two kinds of server" : "names no kind of server",
                    "write one of `postgresql: {host: ...}` and `mariadb: {host: ...}`");
            server.section("postgresql").ifPresent(Settings::skip);
            server.section("mariadb").ifPresent(Settings::skip);
            return Optional.empty();
        }
        return postgresql
                ? server.section("postgresql").map(s -> new PostgresqlServer(name, postgresql(s)))
                : server.section("mariadb").map(s -> new MariadbServer(name, login(s, "jdbc:mariadb:", 3306, "")));
    }

    private static Login postgresql(Settings settings) {
        String database = settings.text("database").orElse("postgres");
        if (!database.matches("[A-Za-z0-9_-]+")) {
            settings.problem("database", "`" + database + "` cannot be used here", "name another, or write a `url:`");
        }
        if (settings.has("database") && settings.has("url")) {
            settings.problem("database", "is in `url:` already", "leave out one of the two");
        }
        return login(settings, "jdbc:postgresql:", 5432, database);
    }

    private static Login login(Settings settings, String driver, int usual, String database) {
        boolean byUrl = settings.has("url");
        if (byUrl == settings.has("host")) {
            settings.problem(
                    byUrl ? "has both `url:` and `host:`" : "has neither `host:` nor `url:`", "write one of the two");
        }
        long port = settings.count("port").orElse((long) usual);
        if (port < 1 || port > 65_535) {
            settings.problem("port", "is not a port", "");
        }
        settings.text("host").filter(host -> !host.matches(HOST)).ifPresent(host -> {
            settings.problem("host", "`" + host + "` is not the name or address of a machine", "");
        });
        // It may hold a password, so that no problem repeats it.
        settings.text("url").filter(url -> !url.startsWith(driver)).ifPresent(url -> {
            settings.problem(
                    "url", "does not begin with " + driver, "write for example " + driver + "//db1:" + usual + "/");
        });
        String host = settings.text("host").orElse("");
        String url = driver + "//" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + database;
        return new Login(
                settings.text("url").orElse(url),
                settings.text("user").orElse(""),
                settings.text("password").orElse(""));
    }
}
