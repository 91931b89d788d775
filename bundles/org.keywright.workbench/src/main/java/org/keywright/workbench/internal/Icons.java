// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.graphics.Image;

/** The pictures of one family; each is made once and shared by all who show it. */
public final class Icons {
  private Icons() {}

  /** A picture's description, by its file's name without the ending. */
  public static ImageDescriptor descriptor(String name) {
    return ResourceLocator.imageDescriptorFromBundle(Icons.class, "/icons/16x16/" + name + ".png")
        .orElseGet(ImageDescriptor::getMissingImageDescriptor);
  }

  /** A picture; it is not disposed of by those who show it. */
  public static Image image(String name) {
    var pictures = JFaceResources.getImageRegistry();
    String key = "org.keywright.workbench/" + name;
    if (pictures.getDescriptor(key) == null) {
      pictures.put(key, descriptor(name));
    }
    return pictures.get(key);
  }
}
