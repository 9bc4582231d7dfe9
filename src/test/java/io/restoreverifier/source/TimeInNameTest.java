package io.restoreverifier.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeInNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "db_2026-11-21.dump                       | db_{time:yyyy-MM-dd}.dump                          | 2026-11-21T00:00:00Z",
                "backup-20261121T030000Z.tar.gz           | backup-{time:yyyyMMdd'T'HHmmss'Z'}.tar.gz          | 2026-11-21T03:00:00Z",
                "customers.2026-11-21_03-00.sql.gz        | customers.{time:yyyy-MM-dd_HH-mm}.sql.gz           | 2026-11-21T03:00:00Z",
                "20261121.tgz                             | {time:yyyyMMdd}.tgz                                | 2026-11-21T00:00:00Z",
                "20261121030005.dump                      | {time:yyyyMMddHHmmss}.dump                         | 2026-11-21T03:00:05Z",
                "shop202611210300.dump                    | shop{time:yyyyMMddHHmm}.dump                       | 2026-11-21T03:00:00Z",
                "shop-20261121-0300.dump                  | shop-{time:yyyyMMdd-HHmm}.dump                     | 2026-11-21T03:00:00Z",
                "shop-20261121_030005.dump                | shop-{time:yyyyMMdd_HHmmss}.dump                   | 2026-11-21T03:00:05Z",
                "shop 2026-11-21 03.00.05.dump            | shop {time:yyyy-MM-dd HH.mm.ss}.dump               | 2026-11-21T03:00:05Z",
                "shop@2026-11-21T03:00:05+01:00.dump      | shop@{time:yyyy-MM-dd'T'HH:mm:ssxxx}.dump          | 2026-11-21T02:00:05Z",
                "shop_20261121T030005+0100.dump           | shop_{time:yyyyMMdd'T'HHmmssxx}.dump               | 2026-11-21T02:00:05Z",
                "shop.2026.11.21.tar                      | shop.{time:yyyy.MM.dd}.tar                         | 2026-11-21T00:00:00Z",
                "shop_2026_11_21-03h00m.sql               | shop_{time:yyyy_MM_dd-HH'h'mm}m.sql                | 2026-11-21T03:00:00Z",
                "vzdump-qemu-100-2026_11_21-03_00_02.vma  | vzdump-qemu-100-{time:yyyy_MM_dd-HH_mm_ss}.vma     | 2026-11-21T03:00:02Z",
                "daily_shop_2026-11-21_03h00m_Saturday.gz | daily_shop_{time:yyyy-MM-dd_HH'h'mm}m_Saturday.gz  | 2026-11-21T03:00:00Z",
                "1700000000_2026_11_21_16.5.1_gitlab.tar  | 1700000000_{time:yyyy_MM_dd}_16.5.1_gitlab.tar     | 2026-11-21T00:00:00Z",
                "db-2026-11-21T03:00:00.123Z.dump         | db-{time:yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}.dump        | 2026-11-21T03:00:00.123Z",
                "x_at_2026-11-21_at_0300.dump             | x_at_{time:yyyy-MM-dd'_at_'HHmm}.dump              | 2026-11-21T03:00:00Z",
                "a[1]{b}-20261121.dump                    | a\\[1]\\{b\\}-{time:yyyyMMdd}.dump                 | 2026-11-21T00:00:00Z",
                "v2.20260101-1.0-20261121.dump            | v2.{time:yyyyMMdd}-1.0-20261121.dump               | 2026-01-01T00:00:00Z",
            })
    void aTimeIsFoundAndItsPatternTakesTheName(String name, String pattern, String time) {
        Optional<TimeInName> found = TimeInName.find(name);

        assertThat(found).isPresent();
        assertThat(found.get().pattern()).isEqualTo(pattern);
        assertThat(found.get().time()).isEqualTo(time);
        assertThat(NamePattern.of(pattern, ZoneOffset.UTC).match(name))
                .contains(new NamePattern.Matched(true, Optional.of(Instant.parse(time))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mon.dump",
                "db-1763694000.dump",
                "db-1763694000123.dump",
                "daily.0",
                "db_21-11-2026.dump",
                "db_03.04.2026.dump",
                "db-261121.dump",
                "db-20261341.dump",
                "db-2026-02-30.dump",
                "db-2026-1121.dump",
                "db.1.dump",
                "order-120261121.dump",
                "latest.dump",
            })
    void whatIsNoTimeOrCouldBeReadInTwoWaysIsNone(String name) {
        assertThat(TimeInName.find(name)).isEmpty();
    }

    @Test
    void anHourThatIsNoneLeavesTheDay() {
        Optional<TimeInName> found = TimeInName.find("db-20261121-9999.dump");

        assertThat(found).map(TimeInName::pattern).contains("db-{time:yyyyMMdd}-9999.dump");
    }
}
