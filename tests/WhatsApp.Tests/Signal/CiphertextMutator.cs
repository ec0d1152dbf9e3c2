namespace Wasilo.WhatsApp.Tests.Signal;

/// <summary>Changes messages so that they stay nearly right.</summary>
internal sealed class CiphertextMutator(int seed)
{
    // Tags of the messages' fields, lengths of keys, versions, and numbers at which a varint changes its form.
    private static readonly byte[] Telling = [0, 1, 5, 8, 16, 18, 24, 26, 32, 33, 34, 40, 48, 51, 66, 67, 127, 128, 129, 255];

    private readonly Random _random = new(seed);

    internal byte[] Mutate(byte[] original)
    {
        var bytes = original.ToList();
        for (int changes = _random.Next(1, 4); changes > 0; changes--)
            Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        int at = _random.Next(bytes.Count + 1);
        bool any = at < bytes.Count;
        switch (_random.Next(8))
        {
            case 0 or 1 when any:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 2 when any:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 3 when any:
                bytes[at] = Telling[_random.Next(Telling.Length)];
                break;
            case 4 when any:
                bytes.RemoveRange(at, Math.Min(bytes.Count - at, _random.Next(1, 9)));
                break;
            case 5 when any && _random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6 when any:
                bytes.InsertRange(_random.Next(bytes.Count + 1), [.. bytes.Skip(at).Take(_random.Next(1, 40))]);
                break;
            default:
                bytes.Insert(at, Telling[_random.Next(Telling.Length)]);
                break;
        }
    }
}
