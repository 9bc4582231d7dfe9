/**
 * The story of one verification, the schedule of many, and the registry of kinds.
 */
@NullMarked
package io.restoreverifier.run;

import org.jspecify.annotations.NullMarked;
