// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names the commands of a {@link CommandGroup} as service properties, so that they are known before
 * the group is made.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CommandScope {
  /** The properties are {@code keywright.scope} and {@code keywright.commands}. */
  String PREFIX_ = "keywright.";

  /** What stands before the colon; empty for commands without one. */
  String scope();

  /** The names behind the colon. */
  String[] commands();
}
