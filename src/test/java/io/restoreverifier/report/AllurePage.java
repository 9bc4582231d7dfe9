package io.restoreverifier.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Allure's single file, which carries its data as {@code d('NAME','BASE64')}, and the addresses of what it shows. */
final class AllurePage {
    private static final Pattern DATA = Pattern.compile("d\\('([^']+)','([A-Za-z0-9+/=]*)'\\)");

    private final Path file;
    private final Map<String, String> identifiers;

    private AllurePage(Path file, Map<String, String> identifiers) {
        this.file = file;
        this.identifiers = identifiers;
    }

    static AllurePage of(Path file) throws IOException {
        Map<String, String> identifiers = new LinkedHashMap<>();
        Matcher data = DATA.matcher(Files.readString(file));
        while (data.find()) {
            if (data.group(1).startsWith("data/test-cases/")) {
                JsonNode entry = new ObjectMapper().readTree(decoded(data.group(2)));
                identifiers.put(entry.get("name").asText(), entry.get("uid").asText());
            }
        }
        return new AllurePage(file, identifiers);
    }

    String overview() {
        return file.toUri().toString();
    }

    String section(String name) {
        return file.toUri() + "#" + name;
    }

    /** What is shown of one entry. */
    String entry(String name) {
        String identifier = identifiers.get(name);
        if (identifier == null) {
            throw new AssertionError("the report has no entry " + name + ", but " + identifiers.keySet());
        }
        return section("testresult/" + identifier);
    }

    /** A copy whose data is changed, for pictures that are the same wherever they are taken. */
    AllurePage copy(Path to, UnaryOperator<String> change) throws IOException {
        String changed = DATA.matcher(Files.readString(file))
                .replaceAll(
                        data -> "d('" + data.group(1) + "','" + encoded(change.apply(decoded(data.group(2)))) + "')");
        return new AllurePage(Files.writeString(to, changed), identifiers);
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
