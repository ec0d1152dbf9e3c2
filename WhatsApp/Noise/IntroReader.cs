using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Noise;

/// <summary>
/// The server's side of <see cref="Intro"/>: reads it off the front of a stream, wherever the stream's chunks begin and end.
/// </summary>
internal sealed class IntroReader
{
    /// <summary>Ours: routing info seen in the field is 4 to 10 bytes long.</summary>
    internal const int MaxRoutingInfoLength = 1024;

    private readonly byte[] _bytes = new byte[Intro.RoutingHeaderLength + MaxRoutingInfoLength + Intro.Prologue.Length];
    private int _have;

    /// <summary>The routing info, once the intro is complete; empty if the client sent none.</summary>
    internal byte[] RoutingInfo { get; private set; } = [];

    /// <summary>Takes the intro, or what there is of it, from the front of <paramref name="input"/>. True once it is complete.</summary>
    /// <exception cref="InvalidIntroException">This is no WhatsApp client, or one that speaks another version.</exception>
    internal bool TryRead(ref ReadOnlySpan<byte> input)
    {
        while (true)
        {
            int needed = Needed(out int prologueAt);
            if (_have == needed && prologueAt >= 0)
            {
                Finish(prologueAt);
                return true;
            }

            if (input.IsEmpty)
                return false;
            int taken = Math.Min(needed - _have, input.Length);
            input[..taken].CopyTo(_bytes.AsSpan(_have));
            _have += taken;
            input = input[taken..];
        }
    }

    /// <summary>
    /// How many bytes are needed before anything further can be said, and where among them the prologue is, if that is known.
    /// </summary>
    private int Needed(out int prologueAt)
    {
        prologueAt = -1;
        if (_have < Intro.RoutingMark.Length)
            return Intro.RoutingMark.Length; // as long as the prologue
        if (!_bytes.AsSpan().StartsWith(Intro.RoutingMark))
        {
            prologueAt = 0;
            return Intro.Prologue.Length;
        }

        if (_have < Intro.RoutingHeaderLength)
            return Intro.RoutingHeaderLength;
        int length = FrameCodec.ReadHeader(_bytes.AsSpan(Intro.RoutingMark.Length));
        if (length > MaxRoutingInfoLength)
            throw new InvalidIntroException($"Routing info of {length} bytes is over the limit of {MaxRoutingInfoLength}.");
        prologueAt = Intro.RoutingHeaderLength + length;
        return prologueAt + Intro.Prologue.Length;
    }

    private void Finish(int prologueAt)
    {
        var prologue = _bytes.AsSpan(prologueAt, Intro.Prologue.Length);
        if (!prologue.SequenceEqual(Intro.Prologue))
        {
            throw new InvalidIntroException(
                $"Expected the intro {Convert.ToHexStringLower(Intro.Prologue)}, got {Convert.ToHexStringLower(prologue)}.");
        }

        if (prologueAt > 0)
            RoutingInfo = _bytes[Intro.RoutingHeaderLength..prologueAt];
    }
}
