package io.restoreverifier.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.restoreverifier.model.CheckResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts as the kernel writes them. */
class MdstatTest {

    @Test
    void soundArraysAreSilent() {
        assertThat(read("""
                Personalities : [raid1] [raid6] [raid5] [raid4]
                md1 : active raid5 sdd1[3] sdc1[1] sdb1[0]
                      3906762752 blocks super 1.2 level 5, 512k chunk, algorithm 2 [3/3] [UUU]
                      [==>..................]  check = 12.6% (246110208/1953381376) finish=127.5min speed=233440K/sec
                      bitmap: 0/15 pages [0KB], 65536KB chunk

                md0 : active (auto-read-only) raid1 sdb2[1] sda2[0]
                      1046528 blocks [2/2] [UU]

                unused devices: <none>
                """))
                .extracting(result -> result.subject() + " " + result.found() + " " + result.findings())
                .containsExactly(
                        "md1 active []",
                        "md1 disk sdd1 in use []",
                        "md1 disk sdc1 in use []",
                        "md1 disk sdb1 in use []",
                        "md1 3 of 3 disks []",
                        "md0 active []",
                        "md0 disk sdb2 in use []",
                        "md0 disk sda2 in use []",
                        "md0 2 of 2 disks []");
    }

    @Test
    void whatIsWrongIsTold() {
        assertThat(told("md0 : active raid1 sdb1[1](F) sda1[0]\n      1046528 blocks super 1.2 [2/1] [U_]\n"))
                .containsExactly("DISK_FAILED md0 disk sdb1 is failed", "ARRAY_DEGRADED md0 is 1 of 2 disks");
        assertThat(told("md127 : inactive sdc1[0](S)\n      1046528 blocks super 1.2\n"))
                .containsExactly("ARRAY_DEGRADED md127 is inactive");
        assertThat(told("""
                md0 : active raid1 sdc1[2] sda1[0]
                      1046528 blocks [2/1] [U_]
                      [=>...................]  recovery =  8.5% (89600/1046528) finish=0.5min speed=29866K/sec
                """))
                .containsExactly("ARRAY_DEGRADED md0 is 1 of 2 disks", "ARRAY_REBUILDING md0 is in recovery, 8.5%");
        assertThat(
                        told(
                                "md0 : active raid1 sdb1[1] sda1[0]\n      1046528 blocks [2/2] [UU]\n      \tresync=DELAYED\n"))
                .containsExactly("ARRAY_REBUILDING md0 is in resync, delayed");
    }

    @Test
    void aMachineWithoutArraysTellsNothing() {
        assertThat(read("Personalities : \nunused devices: <none>\n")).isEmpty();
    }

    @Test
    void anArrayThatWasNotAssembledIsTold() {
        String one = "md0 : active raid1 sdb1[1] sda1[0]\n      1046528 blocks super 1.2 [2/2] [UU]\n";

        assertThat(told(Mdstat.read(one, List.of("md0")))).isEmpty();
        assertThat(told(Mdstat.read(one, List.of("md0", "md1"))))
                .containsExactly("ARRAY_DEGRADED md1 is not assembled");
        assertThat(told(Mdstat.read("Personalities : \nunused devices: <none>\n", List.of("md0"))))
                .containsExactly("ARRAY_DEGRADED md0 is not assembled");
    }

    private static List<CheckResult> read(String text) {
        return Mdstat.read(text, List.of());
    }

    private static List<String> told(String text) {
        return told(read(text));
    }

    private static List<String> told(List<CheckResult> results) {
        return results.stream()
                .flatMap(result -> result.findings().stream())
                .map(finding -> finding.code() + " " + finding.message())
                .toList();
    }
}
