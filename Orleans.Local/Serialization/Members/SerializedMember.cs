using System.Reflection;

namespace Orleans.Serialization;

/// <summary>One member that travels: a field, or a property that is read and set through its accessors.</summary>
/// <param name="WireId">2 * id, and one more for parameters of a record: those number their ids apart.</param>
/// <param name="Member">A <see cref="FieldInfo"/> or a settable <see cref="PropertyInfo"/>.</param>
/// <param name="IsShared">Whether the author says that what it holds doesn't change.</param>
internal sealed record SerializedMember(ulong WireId, MemberInfo Member, bool IsShared)
{
    public Type Type => (Member as FieldInfo)?.FieldType ?? ((PropertyInfo)Member).PropertyType;
}
