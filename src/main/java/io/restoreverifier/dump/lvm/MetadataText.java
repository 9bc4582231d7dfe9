package io.restoreverifier.dump.lvm;

import io.restoreverifier.dump.DumpDamage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads the text in which LVM2 keeps its metadata: {@code key = value} and {@code name {...}}, lists in brackets, texts in quotes,
 * comments behind {@code #}. Whatever LVM2 itself does not write is damage. Used once.
 */
final class MetadataText {
    /** LVM2 itself goes five deep. */
    private static final int DEEPEST = 16;

    /** As many make a text of the longest kind that is read. */
    private static final int MOST_ENTRIES = 100_000;

    private static final char END = 0;
    private static final String OF_NUMBERS = "0123456789.-";
    private static final String OF_NAMES = OF_NUMBERS + "_+abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final String text;
    private int at;
    private int entries;

    private MetadataText(String text) {
        this.text = text;
    }

    static Section read(String text) throws DumpDamage {
        return new MetadataText(text).whole();
    }

    private Section whole() throws DumpDamage {
        Deque<Section> open = new ArrayDeque<>(List.of(new Section()));
        for (char next = peek(); next != END; next = peek()) {
            if (next == '}') {
                at++;
                open.pop();
                if (open.isEmpty()) {
                    throw unexpected("a closing brace");
                }
            } else {
                entry(open);
            }
        }
        if (open.size() > 1) {
            throw unexpected("the end");
        }
        return open.pop();
    }

    private void entry(Deque<Section> open) throws DumpDamage {
        String key = peek() == '"' ? quoted() : bare(OF_NAMES);
        boolean fresh;
        if (peek() == '{') {
            at++;
            Section section = new Section();
            fresh = open.element().put(key, section);
            open.push(section);
            if (open.size() > DEEPEST) {
                throw unexpected("another level, of " + DEEPEST + " at most");
            }
        } else {
            expect('=');
            fresh = open.element().put(key, peek() == '[' ? list() : List.of(scalar()));
        }
        if (!fresh || ++entries > MOST_ENTRIES) {
            throw unexpected(fresh ? "more than " + MOST_ENTRIES + " entries" : "the same name again");
        }
    }

    private List<String> list() throws DumpDamage {
        List<String> list = new ArrayList<>();
        expect('[');
        while (peek() != ']') {
            if (!list.isEmpty()) {
                expect(',');
            }
            list.add(scalar());
        }
        expect(']');
        return list;
    }

    private String scalar() throws DumpDamage {
        return peek() == '"' ? quoted() : bare(OF_NUMBERS);
    }

    /** A backslash stands before a quote and before itself. */
    private String quoted() throws DumpDamage {
        expect('"');
        StringBuilder read = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at < text.length()) {
                read.append(text.charAt(at++));
            }
        }
        expect('"');
        return read.toString();
    }

    private String bare(String allowed) throws DumpDamage {
        peek();
        int from = at;
        while (at < text.length() && allowed.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == from) {
            throw unexpected("something else than a name or a value");
        }
        return text.substring(from, at);
    }

    private void expect(char expected) throws DumpDamage {
        if (peek() != expected) {
            throw unexpected("something else than `" + expected + "`");
        }
        at++;
    }

    /** What comes after blanks and comments; a zero ends the text. */
    private char peek() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int line = text.indexOf('\n', at);
                at = line < 0 ? text.length() : line;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else {
                return c;
            }
        }
        return END;
    }

    private DumpDamage unexpected(String what) {
        return LvmDamage.corrupt("its metadata (LVM2) cannot be read: " + what + " at character " + at);
    }
}
