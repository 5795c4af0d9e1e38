// Only so that these files are built and named in the manifest; no page loads this one.
import "virtual:icons";
import "./icon.svg";
