// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Runs the known-answer tests when the bundle starts, and only then registers what passed them.
 *
 * <p>The registration is by hand because a declared service is registered before it is activated: a
 * failed test would leave a service behind that looks present.
 */
@Component(immediate = true)
public final class SelfTest {
  private final ServiceRegistration<Primitives> registration;

  /** Tests and registers; throws {@link IllegalStateException} if an answer is wrong. */
  @Activate
  public SelfTest(BundleContext context) {
    registration = context.registerService(Primitives.class, Primitives.standard(), null);
  }

  @Deactivate
  void stop() {
    registration.unregister();
  }
}
