package io.restoreverifier.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In which encoding a database keeps texts, and by whose rules it orders them: as the options of CREATE DATABASE say it,
 * of PostgreSQL 10 to 18.
 *
 * @param provider {@code libc}, {@code icu} or {@code builtin}
 * @param rulesOf the locale of the provider; the same as collate for libc
 */
public record DatabaseLocale(String encoding, String collate, String ctype, String provider, String rulesOf) {
    private static final Pattern PROVIDER = Pattern.compile("\\bLOCALE_PROVIDER = (\\w+)");

    /**
     * Reads a statement of pg_dump's, which writes options in capitals and values in quotes.
     *
     * @return empty when the statement says no encoding
     */
    public static Optional<DatabaseLocale> of(String createDatabase) {
        return option(createDatabase, "ENCODING").map(encoding -> {
            Optional<String> both = option(createDatabase, "LOCALE");
            String collate = option(createDatabase, "LC_COLLATE").or(() -> both).orElse("C");
            String ctype = option(createDatabase, "LC_CTYPE").or(() -> both).orElse(collate);
            Matcher named = PROVIDER.matcher(createDatabase);
            String provider = named.find() ? named.group(1).toLowerCase(Locale.ROOT) : "libc";
            String rulesOf = option(createDatabase, "ICU_LOCALE")
                    .or(() -> option(createDatabase, "BUILTIN_LOCALE"))
                    .orElse(collate);
            return new DatabaseLocale(encoding, collate, ctype, provider, rulesOf);
        });
    }

    private static Optional<String> option(String statement, String name) {
        Matcher option = Pattern.compile("\\b" + name + " = '((?:[^']|'')*)'").matcher(statement);
        return option.find() ? Optional.of(option.group(1).replace("''", "'")) : Optional.empty();
    }

    /** Whether both order texts alike, however the name of a locale is spelled. */
    public boolean ordersAs(DatabaseLocale other) {
        return provider.equals(other.provider)
                && spelled(collate).equals(spelled(other.collate))
                && spelled(ctype).equals(spelled(other.ctype))
                && spelled(rulesOf).equals(spelled(other.rulesOf));
    }

    /** {@code en_US.UTF-8} and {@code en_US.utf8} are one locale, and so are {@code C} and {@code POSIX}. */
    private static String spelled(String locale) {
        return locale.equals("POSIX") ? "c" : locale.toLowerCase(Locale.ROOT).replace("-", "");
    }

    /** As messages name it. */
    public String orders() {
        if (!provider.equals("libc")) {
            return rulesOf + " (" + provider + ")";
        }
        return collate.equals(ctype) ? collate : collate + ", and " + ctype + " for kinds of letters";
    }
}
