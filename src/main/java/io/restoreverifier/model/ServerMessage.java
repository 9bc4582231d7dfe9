package io.restoreverifier.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages of PostgreSQL without the rows they print. DETAIL, CONTEXT, STATEMENT and QUERY carry data by their nature;
 * the first line carries values in double quotes, beside names, which are quoted alike. Names stay, since an operator
 * needs them; everything else in quotes goes.
 */
public final class ServerMessage {
    private static final Pattern CARRIES_ROWS = Pattern.compile(
            "(?:^|\\s)(?:DETAIL|CONTEXT|STATEMENT|QUERY|Command was|INSERT INTO|COPY [^:]*, line \\d+)\\b.*",
            Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("(?<before>\\S*)(?<space>\\s*)\"(?:[^\"]|\"\")*\"?");
    private static final Pattern BEFORE_A_NAME = Pattern.compile(
            "(?i)(?:relation|table|role|user|group|extension|constraint|column|type|domain|function|procedure|schema|index|view|"
                    + "sequence|database|trigger|language|operator|encoding|parameter|tablespace|publication|subscription|"
                    + "server|wrapper|policy|rule|file|collation|configuration|option|library|aggregate|class|family|method|"
                    + "\\()");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'?");
    private static final Pattern KEY_VALUES = Pattern.compile("\\)=\\(.*");

    private ServerMessage() {}

    /** One message, of one line or many, without row data. */
    public static String withoutRows(String message) {
        String first = CARRIES_ROWS.matcher(message.strip()).replaceFirst("");
        first = KEY_VALUES.matcher(first).replaceAll(")=(...)");
        first = LITERAL.matcher(first).replaceAll("'...'");
        Matcher matcher = QUOTED.matcher(first);
        StringBuilder clean = new StringBuilder();
        while (matcher.find()) {
            String kept = BEFORE_A_NAME.matcher(matcher.group("before")).matches()
                    ? matcher.group()
                    : matcher.group("before") + matcher.group("space") + "\"...\"";
            matcher.appendReplacement(clean, Matcher.quoteReplacement(kept));
        }
        return matcher.appendTail(clean).toString().strip();
    }
}
