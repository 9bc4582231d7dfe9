package io.restoreverifier.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a program in the network of a restored database logs in to it. The password is of this one restore; nobody is shown it.
 *
 * @param scheme of its JDBC URL, such as {@code postgresql}
 * @param port on {@value #HOST}
 */
public record DatabaseAccess(String scheme, int port, String database, String user, String password) {
    public static final String HOST = "127.0.0.1";

    /** What the catalog may put into the environment of an application, by the key that it writes. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(
                "jdbc-url",
                "jdbc:" + scheme + "://" + HOST + ":" + port + "/"
                        + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20"));
        values.put("host", HOST);
        values.put("port", Integer.toString(port));
        values.put("name", database);
        values.put("user", user);
        values.put("password", password);
        return values;
    }

    @Override
    public String toString() {
        return "DatabaseAccess of " + user + " to " + database;
    }
}
