using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Tests.Support;

/// <summary>Hands out given bytes, in order, and fails when it has no more: for known answers.</summary>
internal sealed class FixedRandomSource(params byte[][] bytes) : IRandomSource
{
    private readonly byte[] _bytes = [.. bytes.SelectMany(part => part)];
    private int _used;

    public void Fill(Span<byte> destination)
    {
        _bytes.AsSpan(_used, destination.Length).CopyTo(destination);
        _used += destination.Length;
    }
}
