package io.restoreverifier.jenkins;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.runtime.InvokerHelper;

/** A Jenkinsfile, and what it meets when it is run. */
final class Pipeline {
    /** Compiling takes longer than running: once for each text. */
    private static final Map<String, Class<? extends Script>> COMPILED = new ConcurrentHashMap<>();

    private final Path file;
    private final Path home;
    private final Map<String, String> parameters = new HashMap<>(Map.of("DIGEST_TO", "operations@example.org"));
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "JOB_NAME", "restore",
            "BUILD_NUMBER", "7",
            "BUILD_URL", "https://ci.example.org/job/restore/7/"));
    private final Set<String> notInstalled = new HashSet<>();
    private Predicate<Build.Call> fails = call -> false;
    private UnaryOperator<String> text = UnaryOperator.identity();

    /** @param home for the workspaces */
    Pipeline(Path file, Path home) {
        this.file = file;
        this.home = home;
    }

    Pipeline with(String parameter, String value) {
        parameters.put(parameter, value);
        return this;
    }

    Pipeline without(String... plugins) {
        notInstalled.addAll(List.of(plugins));
        return this;
    }

    Pipeline failing(Predicate<Build.Call> which) {
        fails = which;
        return this;
    }

    Pipeline changed(UnaryOperator<String> change) {
        text = change;
        return this;
    }

    /** @throws AssertionError when it uses a step or a parameter that there is not */
    Build run(Build.Shell shell) throws IOException {
        Build build = new Build(home, shell, notInstalled, fails);
        Binding binding = new Binding();
        binding.setVariable("build", build);
        binding.setVariable("params", parameters);
        binding.setVariable("env", environment);
        binding.setVariable("currentBuild", build.current);
        binding.setVariable("scm", "the repository");
        InvokerHelper.createScript(
                        COMPILED.computeIfAbsent(text.apply(Files.readString(file)), Pipeline::compile), binding)
                .run();
        if (!build.mistakes.isEmpty()) {
            throw new AssertionError(build.mistakes);
        }
        return build;
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends Script> compile(String pipeline) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(PipelineScript.class.getName());
        GroovyShell shell = new GroovyShell(Pipeline.class.getClassLoader(), new Binding(), configuration);
        return (Class<? extends Script>)
                shell.parse(pipeline, "Jenkinsfile.groovy").getClass();
    }
}
