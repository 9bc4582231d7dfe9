/**
 * The JUnit 5 face: the catalog as tests, and {@code @RestoreTest} for tests written in Java.
 */
@NullMarked
package io.restoreverifier.junit;

import org.jspecify.annotations.NullMarked;
