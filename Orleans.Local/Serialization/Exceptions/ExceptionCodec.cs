using System.Runtime.CompilerServices;

namespace Orleans.Serialization;

/// <summary>
/// Any exception: its <see cref="ExceptionState"/>, which names the type, and as one block the members of its [GenerateSerializer] classes.
/// The name is not part of the type header because it may be unknown here: then a stand-in is made, and the block is stepped over.
/// </summary>
internal sealed class ExceptionCodec(Type type, CodecProvider codecs) : InstanceCodec(type, codecs.Types)
{
    private readonly SlotCodec<ExceptionState> _state = codecs.Slot<ExceptionState>();

    private readonly IMemberwise? _members = type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)
        ? GenericInstance.Create<IMemberwise>(typeof(ObjectCodec<>), [type], codecs)
        : null;

    // As in Orleans: exceptions form no cycles.
    public override bool IsTracked => false;

    // As in Orleans: nobody but the thrower changes an exception, and what isn't marked couldn't be copied.
    public override bool IsShared => _members is null;

    protected override Type TypeOnWire => typeof(Exception);

    public override void WriteBody(WriteContext context, object value)
    {
        var state = ExceptionState.Of((Exception)value);
        state.TypeName = ExceptionTypes.NameOf(Type, codecs.Types) ?? throw CodecNotFoundException.For(Type);
        _state.Write(context, state);
        var block = context.Output.BeginBlock();
        _members?.WriteMembers(context, value);
        context.Output.EndBlock(block);
    }

    public override object ReadBody(ref ByteReader input, ReadContext context, int position)
    {
        var state = _state.Read(ref input, context);
        var type = ExceptionTypes.Find(state.TypeName ?? "", codecs.Types);
        if (type is null)
        {
            context.Skip(ref input, WireType.Block);
            var standIn = new UnavailableExceptionFallbackException { ExceptionType = state.TypeName?.Split(',')[0] };
            state.ApplyTo(standIn);
            return standIn;
        }

        var exception = Create(type, state);
        state.ApplyTo(exception);
        var end = input.ReadBlockLength() + input.Position;
        if (((ExceptionCodec)codecs.TryInstance(type)!)._members is { } members) members.ReadMembers(ref input, context, exception);
        if (input.Position != end) throw new SerializerException($"The members of a {type} did not end where they said.");
        return exception;
    }

    public override object CopyBody(object value, CopyContext context)
    {
        var original = (Exception)value;
        var state = ExceptionState.Of(original);
        state.InnerException = (Exception?)context.CopyInstance(state.InnerException);
        state.Data = (Dictionary<object, object?>?)context.CopyInstance(state.Data);
        var copy = Create(Type, state);
        state.ApplyTo(copy);
        _members!.CopyMembers(original, copy, context);
        return copy;
    }

    private static Exception Create(Type type, ExceptionState state)
    {
        if (type == typeof(AggregateException)) return new AggregateException(state.InnerExceptions ?? []);
        return (Exception)(type.GetConstructor(Type.EmptyTypes)?.Invoke([]) ?? RuntimeHelpers.GetUninitializedObject(type));
    }
}
