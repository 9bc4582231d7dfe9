package io.restoreverifier.remote;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of files that a page of a web server lists: links of HTML, or lines of plain text. */
final class WebLinks {
    private static final Pattern HREF =
            Pattern.compile("(?i)<a\\s[^>]*?href\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+))");

    private WebLinks() {}

    /** @param folder only files directly in it count */
    static List<String> in(String page, String contentType, URI folder) {
        Set<String> names = new LinkedHashSet<>();
        for (String link : isHtml(page, contentType) ? hrefs(page) : lines(page)) {
            name(link, folder).ifPresent(names::add);
        }
        return List.copyOf(names);
    }

    private static boolean isHtml(String page, String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.contains("html") || type.isEmpty() && page.stripLeading().startsWith("<");
    }

    private static List<String> hrefs(String page) {
        List<String> links = new ArrayList<>();
        Matcher matcher = HREF.matcher(page);
        while (matcher.find()) {
            String link = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            links.add((link == null ? matcher.group(3) : link)
                    .replace("&amp;", "&")
                    .replace("&#39;", "'"));
        }
        return links;
    }

    /** A name may hold anything: it is no URL. */
    private static List<String> lines(String page) {
        return page.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.replace("%", "%25").replace("?", "%3F").replace("#", "%23"))
                .toList();
    }

    private static Optional<String> name(String link, URI folder) {
        try {
            URI url = folder.resolve(new URI(link.replace(" ", "%20"))).normalize();
            String path = url.getRawPath();
            boolean here = path != null
                    && folder.getScheme().equalsIgnoreCase(String.valueOf(url.getScheme()))
                    && folder.getRawAuthority().equalsIgnoreCase(String.valueOf(url.getRawAuthority()))
                    && path.startsWith(folder.getRawPath());
            if (!here || path.indexOf('/', folder.getRawPath().length()) >= 0) {
                return Optional.empty();
            }
            String name = URI.create(
                            path.substring(folder.getRawPath().length()).replace(":", "%3A"))
                    .getPath();
            return Optional.of(name).filter(n -> !n.isEmpty() && !n.contains("/") && n.indexOf('\0') < 0);
        } catch (java.net.URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
