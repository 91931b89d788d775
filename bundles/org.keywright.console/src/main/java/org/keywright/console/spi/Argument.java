// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A parameter of a {@link Command} that is given by its position. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Argument {
  /** Its name in the synopsis, in capitals. */
  String value();

  /** What it is, in a few words. */
  String description();

  /** The kind of {@link ValueSource} that proposes values; empty where the type says enough. */
  String values() default "";
}
