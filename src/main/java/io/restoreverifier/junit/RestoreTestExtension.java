package io.restoreverifier.junit;

import io.restoreverifier.model.RestoredDatabase;
import io.restoreverifier.model.RestoredFiles;
import io.restoreverifier.run.JavaTest;
import io.restoreverifier.run.RestoreRun;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/** Restores the backup that a class asks for, hands it to its methods, and reports what they found. */
final class RestoreTestExtension
        implements BeforeAllCallback, AfterAllCallback, ParameterResolver, InvocationInterceptor, TestWatcher {
    private static final Namespace NAMESPACE = Namespace.create(RestoreTestExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> type = context.getRequiredTestClass();
        RestoreTest test = type.getAnnotation(RestoreTest.class);
        if (test == null) {
            throw new IllegalStateException(type.getName() + " has no @RestoreTest");
        }
        RestoreRun run = CurrentRun.of(context);
        JavaTest started = run.restoreFor(test.value(), type.getSimpleName());
        context.getStore(NAMESPACE).put("test", started);
        if (started.restored().isEmpty()) {
            throw new CouldNotVerify(
                    test.value() + " was not restored, so that nothing could be asked of it; the report says why");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        JavaTest test = context.getStore(NAMESPACE).remove("test", JavaTest.class);
        if (test != null) {
            Verdicts.throwUnlessPassed(test.end());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == RestoredDatabase.class || type == RestoredFiles.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Object restored = test(context).restored().orElseThrow();
        if (!type.isInstance(restored)) {
            throw new CouldNotVerify("the backup does not come back as " + type.getSimpleName() + " but as "
                    + (restored instanceof RestoredDatabase ? "RestoredDatabase" : "RestoredFiles"));
        }
        return restored;
    }

    /** An assumption that does not hold would be skipped, which is silence. */
    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException e) {
            throw new CouldNotVerify(context.getDisplayName() + ": its assumption does not hold");
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        test(context).passed(context.getDisplayName());
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        test(context).failed(context.getDisplayName(), cause);
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        test(context).failed(context.getDisplayName(), cause);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        test(context).failed(context.getDisplayName(), new CouldNotVerify("disabled"));
    }

    private static JavaTest test(ExtensionContext context) {
        return context.getStore(NAMESPACE).get("test", JavaTest.class);
    }
}
