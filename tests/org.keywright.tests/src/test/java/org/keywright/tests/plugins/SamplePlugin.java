// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.plugins;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * What the plug-ins of these tests run: it registers a service, or fails if its manifest says so.
 */
public final class SamplePlugin implements BundleActivator {
  @Override
  public void start(BundleContext context) {
    if (context.getBundle().getHeaders().get("Fails") != null) {
      throw new IllegalStateException("it cannot");
    }
    context.registerService(Runnable.class, () -> {}, null);
  }

  @Override
  public void stop(BundleContext context) {
    // the framework takes the service away
  }
}
