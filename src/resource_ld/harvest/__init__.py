"""What harvesters read: sitemap and feed."""
