package io.restoreverifier.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.RowDigest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MysqlScriptTest {
    private static final String SCRIPT = """
            /*M!999999\\- enable the sandbox mode */
            -- MariaDB dump 10.19  Distrib 10.11.6-MariaDB, for debian-linux-gnu (x86_64)
            --
            /*!40101 SET NAMES utf8mb4 */;
            CREATE TABLE `a;b` (
              `id` int(11) COMMENT 'it; has',
              PRIMARY KEY (`id`)
            ) ENGINE=InnoDB;
            INSERT INTO `a;b` VALUES (1,'x;\\n','it\\'s'),(2,NULL,'(),;--');
            INSERT INTO `a;b` (`id`, `VALUES `) VALUES
            (3,-1.5e10,_binary 'z'),
            (4,0x7a,'');
            DELIMITER ;;
            CREATE DEFINER=`root`@`localhost` PROCEDURE `p`()
            BEGIN
            INSERT INTO `a;b` VALUES (9);
            END ;;
            DELIMITER ;
            -- Dump completed on 2026-11-21  3:00:00
            """;

    private final Heard heard = new Heard();

    private static final class Heard implements MysqlScript.Listener {
        private final List<String> comments = new ArrayList<>();
        private final List<String> statements = new ArrayList<>();
        private final Map<String, RowDigest> rows = new HashMap<>();
        private boolean unreadable;

        @Override
        public void comment(String text) {
            comments.add(text);
        }

        @Override
        public void statement(String head) {
            statements.add(head.strip());
        }

        @Override
        public void rows(String table, String columns, Optional<RowDigest> digest) {
            unreadable |= digest.isEmpty();
            digest.ifPresent(d -> rows.merge(table + columns, d, RowDigest::plus));
        }
    }

    @Test
    void commentsStatementsAndRowsAreTold() {
        MysqlScript script = read(SCRIPT, Integer.MAX_VALUE);

        assertThat(script.isBetweenStatements()).isTrue();
        assertThat(heard.comments)
                .containsExactly(
                        "MariaDB dump 10.19  Distrib 10.11.6-MariaDB, for debian-linux-gnu (x86_64)",
                        "",
                        "Dump completed on 2026-11-21  3:00:00");
        assertThat(heard.statements).hasSize(3);
        assertThat(heard.statements.get(1)).startsWith("CREATE TABLE `a;b` (").endsWith("ENGINE=InnoDB;");
        assertThat(heard.statements.get(2)).contains("PROCEDURE `p`").endsWith("END ;;");
        assertThat(heard.rows).containsOnlyKeys("a;b", "a;b(`id`, `VALUES `)");
        assertThat(heard.rows.values()).extracting(RowDigest::rows).containsExactly(2L, 2L);
    }

    @Test
    void whereItIsCutDoesNotMatter() {
        read(SCRIPT, Integer.MAX_VALUE);
        Map<String, RowDigest> whole = Map.copyOf(heard.rows);
        for (int size : List.of(1, 2, 3, 7, 64)) {
            heard.rows.clear();
            read(SCRIPT, size);

            assertThat(heard.rows).isEqualTo(whole);
        }
    }

    @Test
    void theSameRowsHaveTheSameDigestHoweverTheyAreWritten() {
        RowDigest one = digest("INSERT INTO `t` VALUES (1,'a\\\\\\0\\Z\\n'),(2,NULL);\n");

        assertThat(one.rows()).isEqualTo(2);
        assertThat(digest("INSERT INTO `t` VALUES (2,NULL);\nINSERT INTO `t` VALUES ('1',0x615c001A0a);\n"))
                .isEqualTo(one);
        assertThat(digest("INSERT INTO `t` VALUES (1,'a\\\\\\0\\Z\\n'),(2,'NULL');\n"))
                .isNotEqualTo(one);
        assertThat(digest("INSERT INTO `t` VALUES (1,'a\\\\\\0\\Z\\n'),(2,'');\n"))
                .isNotEqualTo(one);
        assertThat(digest("INSERT INTO `t` VALUES (1,'a\\\\\\0\\Z\\n');\n")).isNotEqualTo(one);
        assertThat(digest("INSERT INTO `t` VALUES (12,'a\\\\\\0\\Z\\n'),(NULL);\n"))
                .isNotEqualTo(one);
    }

    @Test
    void aLongValueIsReadInPieces() {
        String value = "0123456789abcdef".repeat(20_000);

        assertThat(digest("INSERT INTO `t` VALUES (1,'" + value + "');\n"))
                .isEqualTo(digest("INSERT INTO `t` VALUES (1,0x"
                        + HexFormat.of().formatHex(value.getBytes(StandardCharsets.US_ASCII)) + ");\n"));
    }

    @Test
    void whatIsNoValueIsNotDigested() {
        read("INSERT INTO `t` VALUES (1,now(),'a;\n b');\nINSERT INTO `u` VALUES (1);\n", Integer.MAX_VALUE);

        assertThat(heard.unreadable).isTrue();
        assertThat(heard.rows).containsOnlyKeys("u");
    }

    @Test
    void whatBreaksOffIsSeen() {
        assertThat(read("INSERT INTO `t` VALUES (1),(", 5).isBetweenStatements())
                .isFalse();
        assertThat(read("CREATE TABLE `t` (\n", 5).isBetweenStatements()).isFalse();
    }

    private RowDigest digest(String script) {
        heard.rows.clear();
        read(script, Integer.MAX_VALUE);
        return heard.rows.get("t");
    }

    private MysqlScript read(String text, int size) {
        MysqlScript script = new MysqlScript(heard);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += Math.min(size, bytes.length)) {
            script.take(bytes, at, Math.min(size, bytes.length - at));
        }
        return script;
    }
}
