// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes a method of a {@link CommandGroup} a command. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Command {
  /** What it does, in one sentence. */
  String value();

  /** A call as one would type it. */
  String example();

  /** Its name behind the colon; the method's name if empty. */
  String name() default "";

  /** Whether programs may have its result as JSON; false if only what it runs has results. */
  boolean json() default true;
}
