package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.RestoredRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of Redis that has loaded a backup. */
final class RedisDatabase implements RestoredRedis {
    private static final String ASK = "PATH=/tmp/bin:$PATH\n";

    /** Counts on the server: names of keys go nowhere. */
    private static final String COUNT = """
            local keys, expiring, cursor = {}, {}, '0'
            redis.call('select', ARGV[1])
            repeat
              local page = redis.call('scan', cursor, 'match', ARGV[2], 'count', 1000)
              cursor = page[1]
              for _, key in ipairs(page[2]) do
                local type = redis.call('type', key).ok
                if type ~= 'none' then
                  keys[type] = (keys[type] or 0) + 1
                  expiring[type] = (expiring[type] or 0) + (redis.call('pttl', key) >= 0 and 1 or 0)
                end
              end
            until cursor == '0'
            local lines = {}
            for type, count in pairs(keys) do
              lines[#lines + 1] = type .. ' ' .. count .. ' ' .. expiring[type]
            end
            return lines
            """;

    private static final Pattern LINE = Pattern.compile("(\\S+) (\\d+) (\\d+)");
    private static final Pattern DATABASE = Pattern.compile("db(\\d+):keys=.*");
    private static final Pattern VERSION = Pattern.compile("redis_version:(\\S+)");

    private final EngineShell shell;
    private final Optional<Read> read;
    private final String version;
    private final List<String> databases = new ArrayList<>();

    RedisDatabase(EngineShell shell, Optional<Read> read, Duration limit) {
        this.shell = shell;
        this.read = read;
        String found = "";
        for (String line : asked("redis-cli info server; redis-cli info keyspace", limit)) {
            Matcher server = VERSION.matcher(line.strip());
            found = server.matches() ? server.group(1) : found;
            Matcher database = DATABASE.matcher(line.strip());
            if (database.matches()) {
                databases.add(database.group(1));
            }
        }
        this.version = found;
    }

    @Override
    public Map<String, Keys> keys(String pattern, Duration limit) {
        Map<String, Keys> all = new TreeMap<>();
        for (String database : databases) {
            String command =
                    "redis-cli --raw eval '" + COUNT.replace("'", "'\\''") + "' 0 " + database + " " + quoted(pattern);
            for (String line : asked(command, limit)) {
                Matcher matcher = LINE.matcher(line.strip());
                if (matcher.matches()) {
                    Keys keys = new Keys(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
                    all.merge(
                            matcher.group(1),
                            keys,
                            (a, b) -> new Keys(a.count() + b.count(), a.expiring() + b.expiring()));
                } else if (!line.isBlank()) {
                    throw silent();
                }
            }
        }
        return all;
    }

    @Override
    public Optional<Read> read() {
        return read;
    }

    @Override
    public Answer run(String command, Duration limit) {
        return shell.run(ASK + command, limit);
    }

    private List<String> asked(String command, Duration limit) {
        Answer answer = run(command, limit);
        if (answer.status() != 0) {
            throw silent();
        }
        return answer.output();
    }

    private static CannotTell silent() {
        return new CannotTell(
                FindingCode.TOOL_FAILED,
                "the restored server of Redis does not answer",
                "does it have enough memory? raise `sandbox: {memory: ...}` in the entry");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(shell.sandbox().info().notes());
        notes.add("restored into Redis " + version);
        return List.copyOf(notes);
    }

    @Override
    public Optional<CannotTell> exhaustion() {
        return shell.sandbox().exhaustion();
    }

    /** What it says of files may name keys. */
    @Override
    public String log() {
        return "";
    }

    @Override
    public void close() {
        shell.sandbox().close();
    }
}
