namespace Wasilo.Load.Harness;

/// <summary>Which way a figure improves.</summary>
internal enum Better
{
    Higher,
    Lower,
}
