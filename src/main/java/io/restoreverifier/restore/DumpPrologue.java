package io.restoreverifier.restore;

import io.restoreverifier.dump.Definitions;
import io.restoreverifier.dump.DumpDamage;
import io.restoreverifier.dump.DumpObject;
import io.restoreverifier.dump.DumpReader;
import io.restoreverifier.model.FindingCode;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must be known of a dump before any of it is restored.
 *
 * @param archiveVersion the minor number of the archive's version
 * @param encoding PostgreSQL's name of the encoding that texts and rows are in
 * @param charset the same for the JDK
 * @param standardStrings whether a backslash in a string is nothing but a backslash
 * @param searchPath the statement that sets it; empty in dumps of 2018 and older, whose names carry no schema
 * @param createDatabase production's own statement; empty when the dump has none
 */
record DumpPrologue(
        int archiveVersion,
        String encoding,
        Charset charset,
        boolean standardStrings,
        Optional<String> searchPath,
        String createDatabase) {
    private static final Pattern ENCODING = Pattern.compile("SET client_encoding = '(\\w+)';\\s*");
    private static final Pattern STRINGS = Pattern.compile("SET standard_conforming_strings = '(on|off)';\\s*");
    private static final Pattern CREATE = Pattern.compile("(?m)^CREATE DATABASE .*$");

    static DumpPrologue read(Path file) throws InterruptedIOException, DumpDamage {
        String encoding = "UTF8";
        boolean standardStrings = true;
        Optional<String> searchPath = Optional.empty();
        String create = "";
        try (DumpReader reader = DumpReader.open(file, Definitions.READ, through -> {})) {
            Optional<DumpObject> next = reader.nextEntry();
            while (next.isPresent()) {
                String definition = next.get().definition();
                switch (next.get().entry().type()) {
                    case "ENCODING" -> encoding = value(ENCODING, definition);
                    case "STDSTRINGS" ->
                        standardStrings = value(STRINGS, definition).equals("on");
                    case "SEARCHPATH" -> searchPath = Optional.of(definition);
                    case "DATABASE" -> create = statement(definition);
                    default -> {}
                }
                next = reader.nextEntry();
            }
            return new DumpPrologue(
                    reader.header().version(), encoding, charset(encoding), standardStrings, searchPath, create);
        }
    }

    private static String value(Pattern pattern, String definition) throws DumpDamage {
        Matcher matcher = pattern.matcher(definition);
        if (!matcher.matches()) {
            throw new DumpDamage(
                    FindingCode.ARTIFACT_CORRUPT,
                    "a setting in the dump's table of contents is not as pg_dump writes it",
                    "compare with another copy of this artifact");
        }
        return matcher.group(1);
    }

    private static String statement(String definition) {
        Matcher matcher = CREATE.matcher(definition);
        return matcher.find() ? matcher.group() : "";
    }

    private static Charset charset(String encoding) throws DumpDamage {
        Optional<Charset> charset = ServerEncoding.charset(encoding);
        if (charset.isEmpty()) {
            throw new DumpDamage(
                    FindingCode.NOT_SUPPORTED,
                    "the dump's encoding is " + encoding + ", which this version cannot read by itself",
                    "install PostgreSQL's client programs, so that pg_restore restores it");
        }
        return charset.get();
    }
}
