package io.restoreverifier.check;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredRedis;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code keys: {"session:*": {type: string, min: 100}}}: at least so many keys match each pattern, of a type or of any. */
final class KeysCheck implements Check {
    private static final List<String> TYPES = List.of("string", "list", "set", "zset", "hash", "stream");

    private final List<Expectation> expectations;

    private KeysCheck(List<Expectation> expectations) {
        this.expectations = List.copyOf(expectations);
    }

    /**
     * @param type empty for any
     */
    private record Expectation(String pattern, Optional<String> type, long min) {
        String subject() {
            return type.map(t -> pattern + " (" + t + ")").orElse(pattern);
        }
    }

    static List<Check> read(Settings checks, String key, ZoneId zone) {
        List<Expectation> expectations = new ArrayList<>();
        checks.namedSections(key).forEach((pattern, settings) -> {
            Optional<String> type = settings.text("type");
            if (type.isPresent() && !TYPES.contains(type.get())) {
                settings.problem(
                        "type", "`" + type.get() + "` is no type of Redis", "write one of " + String.join(", ", TYPES));
            }
            Optional<Long> min = settings.count("min");
            if (min.isEmpty()) {
                settings.problem("does not say min", "write `\"" + pattern + "\": {min: 100}`");
            }
            expectations.add(new Expectation(pattern, type, min.orElse(1L)));
        });
        if (expectations.isEmpty()) {
            checks.problem(key, "names no pattern", "write `keys: {\"session:*\": {min: 100}}`");
            return List.of();
        }
        return List.of(new KeysCheck(expectations));
    }

    @Override
    public String name() {
        return "keys";
    }

    @Override
    public CheckReport put(Subject subject) {
        RestoredRedis redis = (RestoredRedis) subject.restored();
        List<CheckResult> results = new ArrayList<>();
        for (Expectation expectation : expectations) {
            long found = redis.keys(expectation.pattern(), subject.limit()).entrySet().stream()
                    .filter(type ->
                            expectation.type().map(type.getKey()::equals).orElse(true))
                    .mapToLong(type -> type.getValue().count())
                    .sum();
            results.add(held(expectation, found));
        }
        return CheckReport.of(results);
    }

    private CheckResult held(Expectation expectation, long count) {
        String expected = "at least " + TableName.number(expectation.min());
        String found = TableName.number(count);
        if (count >= expectation.min()) {
            return CheckResult.passed(name(), expectation.subject(), expected, found);
        }
        return CheckResult.withFinding(
                name(),
                expectation.subject(),
                expected,
                found,
                Finding.error(
                        FindingCode.ROWS_TOO_FEW,
                        Stage.CHECK,
                        expectation.subject(),
                        "keys " + expectation.subject() + ": found " + found + ", expected " + expected,
                        "compare with the live server; keys that expire may have gone since the backup"));
    }

    /** By default: something came back, counted by type; and as many keys as Redis' own check has read in an RDB file. */
    static final class CameBack implements Check {
        private static final String NAME = "restored-something";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public CheckReport put(Subject subject) {
            RestoredRedis redis = (RestoredRedis) subject.restored();
            Map<String, RestoredRedis.Keys> types = redis.keys("*", subject.limit());
            long keys =
                    types.values().stream().mapToLong(RestoredRedis.Keys::count).sum();
            List<CheckResult> results = new ArrayList<>();
            results.add(any(keys));
            types.forEach((type, count) -> results.add(CheckResult.passed(
                    "keys-by-type",
                    type,
                    "",
                    TableName.number(count.count()) + ", of which " + TableName.number(count.expiring())
                            + " go by themselves at some time")));
            redis.read().ifPresent(read -> results.add(asRead(read, keys)));
            return new CheckReport(results, Optional.empty(), List.of(), counts(types));
        }

        private static Map<String, Long> counts(Map<String, RestoredRedis.Keys> types) {
            Map<String, Long> counts = new java.util.TreeMap<>();
            types.forEach((type, count) -> counts.put(type, count.count()));
            return counts;
        }

        private static CheckResult any(long keys) {
            String expected = "at least one key";
            String found = TableName.number(keys) + " keys";
            return keys > 0
                    ? CheckResult.passed(NAME, "", expected, found)
                    : CheckResult.withFinding(
                            NAME,
                            "",
                            expected,
                            found,
                            Finding.error(
                                    FindingCode.RESTORED_NOTHING,
                                    Stage.CHECK,
                                    "",
                                    "no key came back",
                                    "is it the server's own file? compare with `CONFIG GET dir` and `dbfilename`"));
        }

        /** Those that expire go while they are counted. */
        private static CheckResult asRead(RestoredRedis.Read read, long keys) {
            String expected = TableName.number(read.keys()) + " keys in the file, of which "
                    + TableName.number(read.expired()) + " have expired by now and " + TableName.number(read.expiring())
                    + " go by themselves at some time";
            String found = TableName.number(keys) + " keys";
            if (keys <= read.keys() && keys >= read.keys() - Math.max(read.expiring(), read.expired())) {
                return CheckResult.passed("key-count", "", expected, found);
            }
            return CheckResult.withFinding(
                    "key-count",
                    "",
                    expected,
                    found,
                    Finding.error(
                            FindingCode.ROWS_DIFFER,
                            Stage.CHECK,
                            "",
                            "the server has " + found + ", expected " + expected,
                            "load it by hand with the same image, and look at its log"));
        }
    }
}
