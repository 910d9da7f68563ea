# cmake -DOUTPUT=… -DFUNCTION=… -DHEADER=… -DNAMESPACE=… -DFILES=a;b -P embed.cmake
# Writes a C++ source that holds the files' text: what the program carries with it.
set(entries "")
foreach(file IN LISTS FILES)
  file(READ ${file} text)
  get_filename_component(name ${file} NAME)
  get_filename_component(folder ${file} DIRECTORY)
  get_filename_component(folder ${folder} NAME)
  # Pieces well under the length that compilers promise to take in one literal; the compiler joins them.
  string(LENGTH "${text}" length)
  set(literal "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(FIND "${piece}" "\n" end REVERSE) # between lines, so as not to cut a character in two
    if(end GREATER 0 AND NOT end EQUAL 7999)
      math(EXPR end "${end} + 1")
      string(SUBSTRING "${piece}" 0 ${end} piece)
    endif()
    string(APPEND literal "\nR\"__u__(${piece})__u__\"")
    string(LENGTH "${piece}" size)
    math(EXPR at "${at} + ${size}")
  endwhile()
  string(APPEND entries "    {\"${folder}/${name}\", ${literal}sv},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\nnamespace {\n\nusing namespace std::string_view_literals;\n\n"
  "constexpr EmbeddedFile kFiles[] = {\n${entries}};\n\n} // namespace\n\n"
  "std::span<const EmbeddedFile> ${FUNCTION}() { return kFiles; }\n\n} // namespace ${NAMESPACE}\n")
