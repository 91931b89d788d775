// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A parameter of a {@link Command} that is given by its name, anywhere behind the command. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Option {
  /** Its name, as in {@code --suite}. */
  String value();

  /** The name of its value in the synopsis, in capitals; empty for one without a value. */
  String argument() default "";

  /** What it does, in a few words. */
  String description();

  /** The kind of {@link ValueSource} that proposes values; empty where the type says enough. */
  String values() default "";

  /** What is taken if it is not given, as it would be typed; empty if there is nothing to take. */
  String otherwise() default "";

  /** What is taken if it is given without its value; empty if the value must be given. */
  String bare() default "";
}
