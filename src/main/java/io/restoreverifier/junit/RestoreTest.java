package io.restoreverifier.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A restore test written in Java: the class gets a backup of the catalog, its newest artifact restored once for all of
 * its methods, and asks for it as a parameter of type {@link io.restoreverifier.model.RestoredDatabase} or
 * {@link io.restoreverifier.model.RestoredFiles}, in a method or in the constructor. The sandbox is gone when the last
 * method has ended.
 *
 * <p>The class counts as an entry of its own, whatever it is called: a failed assertion is FAILED; any other exception
 * and an assumption that does not hold are COULD_NOT_VERIFY. In {@code mvn verify} it is never skipped: conditions such
 * as {@code @Disabled} are not honoured. Whatever assertions print goes to the build's log: do not print rows.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RestoreTestExtension.class)
@Tag(CatalogTests.TAG)
public @interface RestoreTest {

    /** The name of a backup in the catalog. */
    String value();
}
