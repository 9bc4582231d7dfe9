package io.restoreverifier.jenkins;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingMethodException;
import groovy.lang.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a Jenkinsfile is compiled to: its directives are collected and then carried out, its steps are a build's. */
public abstract class PipelineScript extends Script {
    /** A stage, or a section of the pipeline that is carried out later. */
    private record Directive(String name, Closure<?> body) {}

    private Build build() {
        return (Build) getBinding().getVariable("build");
    }

    /** The whole pipeline: collected, then carried out in Jenkins' order. */
    public void pipeline(Closure<?> body) {
        Section pipeline = new Section(this);
        pipeline.collect(body);
        Build build = build();
        boolean[] concluded = {false};
        try {
            build.inAgent(pipeline.agent(), () -> {
                for (Directive stage : pipeline.stages()) {
                    build.stage(() -> stage(stage.body()));
                }
                concluded[0] = true;
                pipeline.post().call();
            });
        } catch (Build.Failed e) {
            build.current.setResult("FAILURE");
        }
        if (!concluded[0]) {
            pipeline.post().call();
        }
    }

    private void stage(Closure<?> body) {
        Section stage = new Section(this);
        stage.collect(body);
        Closure<?> steps = stage.closure("steps");
        stepsOf(steps);
        if (stage.has("options")) {
            stage.inside("options");
        }
        steps.call();
    }

    private Closure<?> stepsOf(Closure<?> section) {
        section.setDelegate(this);
        section.setResolveStrategy(Closure.DELEGATE_FIRST);
        return section;
    }

    /** {@code script { }} in steps: plain code. */
    public Object script(Closure<?> body) {
        return body.call();
    }

    public Object methodMissing(String name, Object arguments) {
        return build().step(name, arguments instanceof Object[] array ? Arrays.asList(array) : List.of());
    }

    /** Collects what stands in a block; the block's plain names are those of the script. */
    private static final class Section extends GroovyObjectSupport {
        private final PipelineScript script;
        private final List<Directive> directives = new ArrayList<>();
        private final List<String> words = new ArrayList<>();

        Section(PipelineScript script) {
            this.script = script;
        }

        void collect(Closure<?> body) {
            Closure<?> copy = (Closure<?>) body.clone();
            copy.setDelegate(this);
            copy.setResolveStrategy(Closure.DELEGATE_ONLY);
            copy.call();
        }

        @Override
        public Object getProperty(String name) {
            return name.equals("none") || name.equals("any") ? name : script.getProperty(name);
        }

        @Override
        public Object invokeMethod(String name, Object arguments) {
            Object[] array = (Object[]) arguments;
            Object last = array.length == 0 ? "" : array[array.length - 1];
            if (last instanceof Closure<?> body) {
                directives.add(new Directive(name, body));
            } else if (name.equals("agent") || name.equals("label") || name.equals("timeout")) {
                words.add(name + " " + last);
                script.build().record(name, Arrays.asList(array));
            } else if (Steps.isKnown(name)) {
                return script.build().step(name, Arrays.asList(array));
            } else {
                throw new MissingMethodException(name, Section.class, array);
            }
            return null;
        }

        Closure<?> closure(String name) {
            return directives.stream()
                    .filter(directive -> directive.name().equals(name))
                    .findFirst()
                    .map(Directive::body)
                    .orElseThrow();
        }

        private Section inside(String name) {
            Section section = new Section(script);
            section.collect(closure(name));
            return section;
        }

        private boolean has(String name) {
            return directives.stream().anyMatch(directive -> directive.name().equals(name));
        }

        /** The label; empty for none. The sections that only declare are read on the way, so that they are checked. */
        String agent() {
            for (String declaring : List.of("parameters", "triggers", "options")) {
                if (has(declaring)) {
                    inside(declaring);
                }
            }
            if (!has("agent")) {
                return "";
            }
            return inside("agent").words.get(0).substring("label ".length());
        }

        List<Directive> stages() {
            return inside("stages").directives;
        }

        Closure<?> post() {
            Closure<?> always = inside("post").closure("always");
            return script.stepsOf(always);
        }
    }
}
