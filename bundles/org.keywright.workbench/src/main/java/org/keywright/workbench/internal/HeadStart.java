// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.keywright.workbench.model.Desk;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * Makes ready what the views need first, while the platform is building the window: the services
 * with their self-tests.
 */
public final class HeadStart {
  private HeadStart() {}

  /** Begins in a thread of its own, and returns at once. */
  public static void begin() {
    Thread.ofPlatform().daemon().name("head start").start(HeadStart::run);
  }

  private static void run() {
    BundleContext context = FrameworkUtil.getBundle(HeadStart.class).getBundleContext();
    ServiceReference<Desk> desk = context.getServiceReference(Desk.class);
    if (desk != null) {
      // It stays as long as somebody uses it: this bundle does, to its end.
      context.getService(desk);
    }
  }
}
