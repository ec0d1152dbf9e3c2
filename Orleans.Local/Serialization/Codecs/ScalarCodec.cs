using System.Buffers;

namespace Orleans.Serialization;

/// <summary>A value that holds no other: two functions say it all.</summary>
internal sealed class ScalarCodec<T>(WireType wireType, ScalarWriter<T> write, ScalarReader<T> read, Func<T, T>? copy = null) : SlotCodec<T>
{
    public override WireType WireType => wireType;

    public override void Write(WriteContext context, T value) => write(context.Output, value);

    public override T Read(ref ByteReader input, ReadContext context) => read(ref input);

    public override T Copy(T value, CopyContext context) => copy is null ? value : copy(value);
}

internal delegate void ScalarWriter<in T>(IBufferWriter<byte> output, T value);

internal delegate T ScalarReader<out T>(ref ByteReader input);
