namespace Orleans.Serialization;

/// <summary>The members of a type, level by level: what each class of its inheritance chain declares, the base first.</summary>
internal sealed class Shape<T>(CodecProvider codecs)
{
    private readonly MemberCodec<T>[][] _levels = [.. Chain().Select(level => Members(level, codecs))];

    public void Write(WriteContext context, ref T owner)
    {
        foreach (var level in _levels)
        {
            ulong previous = 0;
            foreach (var member in level)
            {
                context.Output.WriteVarUInt64((((member.Id - previous) << 3) | (uint)member.WireType) + 1);
                previous = member.Id;
                if (member.WireType != WireType.Block)
                {
                    member.Write(context, ref owner);
                    continue;
                }

                var block = context.Output.BeginBlock();
                member.Write(context, ref owner);
                context.Output.EndBlock(block);
            }

            context.Output.WriteByte(0);
        }
    }

    public void Read(ref ByteReader input, ReadContext context, ref T owner)
    {
        foreach (var level in _levels) ReadLevel(ref input, context, ref owner, level);
    }

    public void Copy(ref T from, ref T to, CopyContext context)
    {
        foreach (var level in _levels)
        {
            foreach (var member in level) member.Copy(ref from, ref to, context);
        }
    }

    private static void ReadLevel(ref ByteReader input, ReadContext context, ref T owner, MemberCodec<T>[] level)
    {
        ulong id = 0;
        var next = 0;
        for (var header = input.ReadVarUInt64(); header != 0; header = input.ReadVarUInt64())
        {
            var wireType = (WireType)((header - 1) & 7);
            id += (header - 1) >> 3;
            while (next < level.Length && level[next].Id < id) next++;
            if (next == level.Length || level[next].Id != id) context.Skip(ref input, wireType);
            else ReadMember(ref input, context, ref owner, level[next], wireType);
        }
    }

    private static void ReadMember(ref ByteReader input, ReadContext context, ref T owner, MemberCodec<T> member, WireType wireType)
    {
        if (wireType != member.WireType)
            throw new SerializerException(
                $"{typeof(T)}.{member.Name} arrived as {wireType} where {member.WireType} was expected. An id must keep its type.");
        if (wireType != WireType.Block)
        {
            member.Read(ref input, context, ref owner);
            return;
        }

        var length = input.ReadBlockLength();
        var end = input.Position + length;
        member.Read(ref input, context, ref owner);
        if (input.Position != end) throw new SerializerException($"{typeof(T)}.{member.Name} did not end where it said.");
    }

    private static Stack<Type> Chain()
    {
        var chain = new Stack<Type>();
        // System.Exception's own state, and that of the framework's exceptions, is ExceptionState's business.
        for (var level = typeof(T); level != typeof(object) && level != typeof(ValueType) && level is not null; level = level.BaseType)
        {
            if (SerializedMembers.IsTuple(level) || level.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)) chain.Push(level);
            else if (ExceptionTypes.IsFramework(level)) break;
            else throw CodecNotFoundException.For(level);
        }

        return chain;
    }

    private static MemberCodec<T>[] Members(Type level, CodecProvider codecs) =>
        [.. SerializedMembers.DeclaredBy(level).Select(member =>
            GenericInstance.Create<MemberCodec<T>>(typeof(MemberCodec<,>), [typeof(T), member.Type], member, codecs))];
}
