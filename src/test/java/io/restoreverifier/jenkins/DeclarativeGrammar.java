package io.restoreverifier.jenkins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a declarative pipeline, as far as ours go: which directives stand where, how often, and that plain code
 * stands only in {@code script}. Jenkins' own linter is part of a plugin that is not on Maven Central. Whatever is not
 * listed here is a mistake, also where Jenkins would take it: look it up in Jenkins' handbook and add it.
 */
final class DeclarativeGrammar {
    private static final Map<String, Set<String>> INSIDE = Map.of(
            "pipeline", Set.of("agent", "parameters", "triggers", "options", "environment", "stages", "post"),
            "stages", Set.of("stage"),
            "stage", Set.of("agent", "options", "environment", "steps", "post"),
            "agent", Set.of("label"),
            "parameters", Set.of("string", "booleanParam", "choice"),
            "triggers", Set.of("cron"),
            "options", Set.of("disableConcurrentBuilds", "buildDiscarder", "timestamps"),
            "stage options", Set.of("timeout", "retry", "timestamps"),
            "post", Set.of("always", "aborted", "failure", "success", "unstable", "cleanup"));

    private static final Map<String, Set<String>> REQUIRED =
            Map.of("pipeline", Set.of("agent", "stages"), "stages", Set.of("stage"), "stage", Set.of("steps"));

    /** Sections in which steps stand. */
    private static final Set<String> STEPS =
            Set.of("steps", "always", "aborted", "failure", "success", "unstable", "cleanup");

    private static final Set<String> MAY_REPEAT = Set.of("stage", "string", "booleanParam", "choice", "cron");

    private final List<String> mistakes = new ArrayList<>();

    private DeclarativeGrammar() {}

    /** What is wrong with a Jenkinsfile, each with its line; empty when nothing is. */
    static List<String> mistakes(Path name, String text) {
        DeclarativeGrammar grammar = new DeclarativeGrammar();
        CompilationUnit unit = new CompilationUnit();
        unit.addSource(name.toString(), text);
        unit.compile(Phases.CONVERSION);
        List<Statement> top =
                unit.getAST().getModules().get(0).getStatementBlock().getStatements();
        List<MethodCallExpression> pipelines = new ArrayList<>();
        for (Statement statement : top) {
            MethodCallExpression call = grammar.call(statement, "the top");
            if (call != null && call.getMethodAsString().equals("pipeline")) {
                pipelines.add(call);
            } else if (call != null) {
                grammar.mistake(call.getLineNumber(), "only `pipeline` stands at the top");
            }
        }
        if (pipelines.size() != 1) {
            grammar.mistake(1, "expected one `pipeline`, found " + pipelines.size());
        }
        pipelines.forEach(pipeline -> grammar.section("pipeline", pipeline));
        return grammar.mistakes;
    }

    private void section(String name, MethodCallExpression section) {
        ClosureExpression body = closure(section);
        if (body == null) {
            mistake(section.getLineNumber(), "`" + name + "` has no block");
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Statement statement : ((BlockStatement) body.getCode()).getStatements()) {
            MethodCallExpression call = call(statement, name);
            if (call == null) {
                continue;
            }
            String child = call.getMethodAsString();
            if (!INSIDE.getOrDefault(name, Set.of()).contains(child)) {
                mistake(call.getLineNumber(), "`" + child + "` does not stand in `" + name + "`");
            } else if (!seen.add(child) && !MAY_REPEAT.contains(child)) {
                mistake(call.getLineNumber(), "`" + child + "` stands twice in `" + name + "`");
            }
            into(name, child, call);
        }
        REQUIRED.getOrDefault(name, Set.of()).stream()
                .filter(required -> !seen.contains(required))
                .forEach(required -> mistake(section.getLineNumber(), "`" + name + "` has no `" + required + "`"));
    }

    private void into(String parent, String child, MethodCallExpression call) {
        if (STEPS.contains(child)) {
            steps(call);
        } else if (child.equals("agent") && closure(call) == null) {
            Expression only = arguments(call).get(0);
            if (!(only instanceof VariableExpression word)
                    || !Set.of("any", "none").contains(word.getName())) {
                mistake(call.getLineNumber(), "`agent` is any, none or a block");
            }
        } else if (child.equals("options") && parent.equals("stage")) {
            section("stage options", call);
        } else if (INSIDE.containsKey(child)) {
            section(child, call);
        }
    }

    /** Steps one after the other; anything else belongs into {@code script}. */
    private void steps(MethodCallExpression section) {
        ClosureExpression body = closure(section);
        List<Statement> statements = body == null ? List.of() : ((BlockStatement) body.getCode()).getStatements();
        if (statements.isEmpty()) {
            mistake(section.getLineNumber(), "`" + section.getMethodAsString() + "` has no steps");
        }
        for (Statement statement : statements) {
            MethodCallExpression call = call(statement, section.getMethodAsString());
            if (call != null
                    && !call.getMethodAsString().equals("script")
                    && !Steps.isKnown(call.getMethodAsString())) {
                mistake(call.getLineNumber(), "`" + call.getMethodAsString() + "` is no step");
            }
        }
    }

    private @Nullable MethodCallExpression call(Statement statement, String where) {
        if (statement instanceof ExpressionStatement expression
                && expression.getExpression() instanceof MethodCallExpression call
                && call.isImplicitThis()
                && call.getMethod() instanceof ConstantExpression) {
            return call;
        }
        mistake(statement.getLineNumber(), "plain code stands in `" + where + "`; it belongs into `script`");
        return null;
    }

    private static @Nullable ClosureExpression closure(MethodCallExpression call) {
        List<Expression> arguments = arguments(call);
        return !arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof ClosureExpression closure
                ? closure
                : null;
    }

    private static List<Expression> arguments(MethodCallExpression call) {
        return call.getArguments() instanceof ArgumentListExpression list
                ? list.getExpressions()
                : ((TupleExpression) call.getArguments()).getExpressions();
    }

    private void mistake(int line, String what) {
        mistakes.add("line " + line + ": " + what);
    }
}
