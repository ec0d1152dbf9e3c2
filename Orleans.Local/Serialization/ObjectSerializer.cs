using System.Buffers;

namespace Orleans.Serialization;

/// <summary>
/// Writes, reads and copies what grains send each other, driven by the attributes of the types. The wire format:
/// <code>
/// payload  = slot                                   of the declared type that both sides know
/// slot     = scalar                                 declared type is a value type, string, Uri, Version, IPAddress or IPEndPoint
///          | 00                                     null
///          | 01 body                                an instance of exactly the declared type
///          | 02 header body                         an instance of another type
///          | 03 position | 04 header position       the instance whose slot began there; 04: it is not of the declared type
/// header   = 00 type | position                     the type that was spelled out there
/// type     = name type*                             one per type parameter; an array is "[]" and its element type
/// body     = level* | count slot*                   an object | a collection (after one byte for its comparer, if it has one)
/// level    = (field payload)* 00                    one for each class of the inheritance chain, the base first
/// field    = VarInt: 1 + (8 * distance to the previous id + wire type)
/// </code>
/// Positions count bytes from the start of the payload and are VarInts. A field's payload is a slot, framed as its
/// <see cref="WireType"/> says: a reader steps over a field it doesn't know, and a field that isn't there keeps the value that its
/// constructor gave it. Record parameters and members number their ids apart, as in Orleans; on the wire they are 2 * id + 1 and 2 * id.
/// A reader trusts nothing: types come from <see cref="TypeManifest"/> alone, counts and lengths are held against the bytes that are
/// there, and nesting is bounded by <see cref="MaxDepth"/>.
/// </summary>
internal sealed class ObjectSerializer(TypeManifest types, IGrainReferenceConverter references)
{
    /// <summary>Deeper than any message that makes sense, and far from the end of a thread's stack (1.5 MiB on Linux).</summary>
    public const int MaxDepth = 128;

    private readonly CodecProvider _codecs = new(types, references);

    public void Write(IBufferWriter<byte> output, object? value, Type declaredType)
    {
        var context = WriteContext.Rent(_codecs);
        try
        {
            _codecs.Slot(declaredType).WriteObject(context, value);
            output.Write(context.Output.Written);
        }
        finally
        {
            context.Return();
        }
    }

    public object? Read(ref ByteReader input, Type declaredType)
    {
        var context = ReadContext.Rent(_codecs, input.Position);
        try
        {
            return _codecs.Slot(declaredType).ReadObject(ref input, context);
        }
        catch (Exception exception) when (exception is not SerializerException)
        {
            // Constructors, setters and comparers of the types being read run on values that came from the wire, and may throw anything.
            throw new SerializerException($"A value of {declaredType} could not be read: {exception.Message}", exception);
        }
        finally
        {
            context.Return();
        }
    }

    /// <summary>A deep copy, or the value itself where nobody could tell the difference.</summary>
    public object? Copy(object? value)
    {
        if (value is null || _codecs.InstanceOf(value).IsShared) return value;
        var context = CopyContext.Rent(_codecs);
        try
        {
            return context.CopyInstance(value);
        }
        finally
        {
            context.Return();
        }
    }

    /// <summary>Writes the arguments of a call, which may refer to the same objects. The one at <paramref name="skip"/> takes no place.</summary>
    public void WriteAll(IBufferWriter<byte> output, object?[] values, Type[] declaredTypes, int skip)
    {
        var context = WriteContext.Rent(_codecs);
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (i != skip)
                    _codecs.Slot(declaredTypes[i]).WriteObject(context, values[i]);
            }

            output.Write(context.Output.Written);
        }
        finally
        {
            context.Return();
        }
    }

    /// <summary>Reads what <see cref="WriteAll"/> wrote.</summary>
    public object?[] ReadAll(ref ByteReader input, Type[] declaredTypes, int skip)
    {
        var values = new object?[declaredTypes.Length];
        var context = ReadContext.Rent(_codecs, input.Position);
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (i != skip)
                    values[i] = _codecs.Slot(declaredTypes[i]).ReadObject(ref input, context);
            }

            return values;
        }
        catch (Exception exception) when (exception is not SerializerException)
        {
            throw new SerializerException($"The arguments of a call could not be read: {exception.Message}", exception);
        }
        finally
        {
            context.Return();
        }
    }

    /// <summary>Copies the arguments of a call, which may refer to the same objects.</summary>
    public object?[] CopyAll(object?[] values)
    {
        var copies = new object?[values.Length];
        var context = CopyContext.Rent(_codecs);
        try
        {
            for (var i = 0; i < copies.Length; i++)
                copies[i] = context.CopyInstance(values[i]);
            return copies;
        }
        finally
        {
            context.Return();
        }
    }

    /// <summary>Writes an exception; in place of one that can't be written, the exception that says why.</summary>
    public void WriteException(IBufferWriter<byte> output, Exception exception)
    {
        try
        {
            Write(output, exception, typeof(Exception));
        }
        catch (SerializerException reason)
        {
            // Orleans does the same: the caller gets the CodecNotFoundException. Here it also tells what the failure was.
            var substitute = $"{reason.Message} It was thrown as {exception.GetType()}: {exception.Message}";
            Write(output, new CodecNotFoundException(substitute), typeof(Exception));
        }
    }

    public Exception ReadException(ref ByteReader input) =>
        Read(ref input, typeof(Exception)) as Exception ?? throw new SerializerException("An exception was announced, but null arrived.");
}
