package io.restoreverifier.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseLocaleTest {
    @Test
    void readsWhatPgDumpOfAnyAgeWrites() {
        assertThat(DatabaseLocale.of("CREATE DATABASE old WITH TEMPLATE = template0 ENCODING = 'UTF8' LC_COLLATE = 'C'"
                        + " LC_CTYPE = 'de_DE.UTF-8';"))
                .contains(new DatabaseLocale("UTF8", "C", "de_DE.UTF-8", "libc", "C"));
        assertThat(DatabaseLocale.of(
                        "CREATE DATABASE x WITH TEMPLATE = template0 ENCODING = 'LATIN1' LOCALE_PROVIDER = libc"
                                + " LOCALE = 'en_US';"))
                .contains(new DatabaseLocale("LATIN1", "en_US", "en_US", "libc", "en_US"));
        assertThat(DatabaseLocale.of(
                        "CREATE DATABASE x WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE_PROVIDER = icu"
                                + " LOCALE = 'C.UTF-8' ICU_LOCALE = 'de-u-co-phonebk';"))
                .contains(new DatabaseLocale("UTF8", "C.UTF-8", "C.UTF-8", "icu", "de-u-co-phonebk"));
        assertThat(DatabaseLocale.of("CREATE DATABASE x WITH TEMPLATE = template0 ENCODING = 'UTF8' LOCALE_PROVIDER ="
                        + " builtin LOCALE = 'en_US.UTF-8' BUILTIN_LOCALE = 'C.UTF-8';"))
                .contains(new DatabaseLocale("UTF8", "en_US.UTF-8", "en_US.UTF-8", "builtin", "C.UTF-8"));
        assertThat(DatabaseLocale.of("")).isEmpty();
    }

    @Test
    void aLocaleIsTheSameHoweverItIsSpelled() {
        DatabaseLocale one = new DatabaseLocale("UTF8", "en_US.UTF-8", "en_US.UTF-8", "libc", "en_US.UTF-8");

        assertThat(one.ordersAs(new DatabaseLocale("UTF8", "en_US.utf8", "en_US.utf8", "libc", "en_US.utf8")))
                .isTrue();
        assertThat(one.ordersAs(new DatabaseLocale("UTF8", "C", "C", "libc", "C")))
                .isFalse();
        assertThat(one.ordersAs(new DatabaseLocale("UTF8", "en_US.UTF-8", "en_US.UTF-8", "icu", "en-US")))
                .isFalse();
    }

    @Test
    void messagesNameWhatDecidesTheOrder() {
        assertThat(new DatabaseLocale("UTF8", "C", "C", "libc", "C").orders()).isEqualTo("C");
        assertThat(new DatabaseLocale("UTF8", "C", "de_DE.UTF-8", "libc", "C").orders())
                .isEqualTo("C, and de_DE.UTF-8 for kinds of letters");
        assertThat(new DatabaseLocale("UTF8", "C", "C", "icu", "de").orders()).isEqualTo("de (icu)");
    }
}
