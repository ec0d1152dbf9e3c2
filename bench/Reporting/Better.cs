namespace Wasilo.Reporting;

/// <summary>Which way a figure improves.</summary>
public enum Better
{
    Higher,
    Lower,
}
