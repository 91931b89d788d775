// SPDX-License-Identifier: EPL-2.0
package org.keywright.transport.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Names the endpoint scheme that a provider serves, as in {@code @TransportScheme("tcp")}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface TransportScheme {
  /** The scheme: a lower-case letter, then letters, digits, {@code +}, {@code .} or {@code -}. */
  String value();

  /** The service property that carries it. */
  String PREFIX_ = "keywright.";
}
